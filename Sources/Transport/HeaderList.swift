internal import CCurl

/// The owner of a libcurl string list that holds a request's header lines.
@safe struct HeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init() {
        unsafe first = nil
    }

    deinit {
        unsafe curl_slist_free_all(first)
    }

    /// False when there is no memory.
    mutating func append(_ line: String) -> Bool {
        guard let longer = unsafe curl_slist_append(first, line) else { return false }
        unsafe first = unsafe longer
        return true
    }
}
