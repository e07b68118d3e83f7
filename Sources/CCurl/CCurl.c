#include "CCurl.h"

#include <netinet/in.h>
#include <sys/socket.h>

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_function(CURL *easy, CURLoption option, ccurl_bytes_function function) {
    return curl_easy_setopt(easy, option, function);
}

CURLcode ccurl_set_trace(CURL *easy, ccurl_trace_function function) {
    return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, function);
}

CURLcode ccurl_set_progress(CURL *easy, ccurl_progress_function function) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, function);
}

CURLcode ccurl_set_opener(CURL *easy, curl_opensocket_callback function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
    if (result != CURLE_OK) return result;
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

CURLcode ccurl_set_check(CURL *easy, curl_prereq_callback function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
    if (result != CURLE_OK) return result;
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_socket(CURL *easy, curl_socket_t *socket) {
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, socket);
}

CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, char **value) {
    return curl_easy_getinfo(easy, info, value);
}

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

size_t ccurl_address_bytes(const struct curl_sockaddr *address, const unsigned char **bytes) {
    // libcurl declares the smallest of all addresses, and means one of any family.
    const struct sockaddr *any = &address->addr;
    switch (address->family) {
    case AF_INET:
        *bytes = (const unsigned char *)&((const struct sockaddr_in *)any)->sin_addr;
        return 4;
    case AF_INET6:
        *bytes = (const unsigned char *)&((const struct sockaddr_in6 *)any)->sin6_addr;
        return 16;
    default:
        return 0;
    }
}

curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

char *ccurl_resolve(const char *url, const char *reference) {
    char *text = NULL;
    CURLU *parts = curl_url();
    if (parts == NULL) return NULL;
    if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK
        && curl_url_set(parts, CURLUPART_URL, reference, CURLU_URLENCODE) == CURLUE_OK)
        curl_url_get(parts, CURLUPART_URL, &text, 0);
    curl_url_cleanup(parts);
    return text;
}

int ccurl_multi_next_ended(CURLM *multi, struct ccurl_ended *ended) {
    for (;;) {
        int left = 0;
        CURLMsg *message = curl_multi_info_read(multi, &left);
        if (message == NULL) return 0;
        if (message->msg != CURLMSG_DONE) continue;
        ended->easy = message->easy_handle;
        ended->result = message->data.result;
        return 1;
    }
}
