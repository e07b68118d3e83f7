internal import CCurl

/// libcurl as a whole, which wants its global state made once, before anything else of it is used.
enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
