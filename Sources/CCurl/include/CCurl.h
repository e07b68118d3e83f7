// libcurl, with its variadic functions given one plain form for each argument type, which Swift can call.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

typedef size_t (*ccurl_bytes_function)(char *bytes, size_t size, size_t count, void *context);

// Told of every command and reply, among others.
typedef int (*ccurl_trace_function)(
    CURL *easy, curl_infotype kind, char *bytes, size_t size, void *context);

// Asked at least once a second; anything but 0 ends the transfer.
typedef int (*ccurl_progress_function)(
    void *context, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total,
    curl_off_t uploaded);

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt, by the type of the argument.
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_function(CURL *easy, CURLoption option, ccurl_bytes_function function);
CURLcode ccurl_set_trace(CURL *easy, ccurl_trace_function function);
CURLcode ccurl_set_progress(CURL *easy, ccurl_progress_function function);
CURLcode ccurl_set_opener(CURL *easy, curl_opensocket_callback function, void *context);
CURLcode ccurl_set_check(CURL *easy, curl_prereq_callback function, void *context);
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_socket(CURL *easy, curl_socket_t *socket);
CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, char **value);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);

// The bytes of an address that a socket is to be opened for; 0 where it is none of IP.
size_t ccurl_address_bytes(const struct curl_sockaddr *address, const unsigned char **bytes);

// Opens a socket for an address as libcurl does it.
curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address);

// Where a reference leads that stands in the answer to a URL, to be given to curl_free; NULL where it
// leads nowhere.
char *ccurl_resolve(const char *url, const char *reference);

// A message of curl_multi_info_read without its union.
struct ccurl_ended {
    CURL *easy;
    CURLcode result;
};

// Takes the next transfer that has ended; 0 when there is none.
int ccurl_multi_next_ended(CURLM *multi, struct ccurl_ended *ended);

#endif
