internal import CCurl

/// The owner of a libcurl multi handle: the transfers under way, their connections and names.
@safe struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = unsafe curl_multi_init() else { return nil }
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe curl_multi_cleanup(pointer)
    }

    func set(_ option: CURLMoption, _ value: Int) {
        _ = unsafe ccurl_multi_set_long(pointer, option, value)
    }

    /// True when libcurl took the transfer.
    func add(_ easy: borrowing EasyHandle) -> Bool {
        unsafe curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
    }

    func remove(_ easy: borrowing EasyHandle) {
        _ = unsafe curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Does what can be done without waiting; false when libcurl itself is broken.
    func perform() -> Bool {
        var running: Int32 = 0
        return unsafe curl_multi_perform(pointer, &running) == CURLM_OK
    }

    /// Sleeps until a socket, a timeout of a transfer, or `wake`; false when waiting is impossible.
    func wait() -> Bool {
        unsafe curl_multi_poll(pointer, nil, 0, .max, nil) == CURLM_OK
    }

    /// The one call that may come from any thread.
    func wake() {
        _ = unsafe curl_multi_wakeup(pointer)
    }

    /// The next transfer that has ended.
    func nextEnded() -> (transfer: Transfer, result: CURLcode)? {
        var ended = unsafe ccurl_ended()
        while unsafe ccurl_multi_next_ended(pointer, &ended) != 0 {
            if let transfer = unsafe Transfer.owner(of: ended.easy) {
                return unsafe (transfer, ended.result)
            }
        }
        return nil
    }
}
