internal import CCurl

/// The owner of a libcurl easy handle: one transfer's settings.
@safe struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
    }

    /// Forgets every setting, and keeps caches.
    func reset() {
        unsafe curl_easy_reset(pointer)
    }

    func set(_ option: CURLoption, _ value: Int) {
        _ = unsafe ccurl_set_long(pointer, option, value)
    }

    func set(_ option: CURLoption, _ value: Bool) {
        set(option, value ? 1 : 0)
    }

    /// libcurl copies the text; false when it has no room or does not know the option.
    func set(_ option: CURLoption, _ value: String) -> Bool {
        unsafe ccurl_set_text(pointer, option, value) == CURLE_OK
    }

    func clear(_ option: CURLoption) {
        _ = unsafe ccurl_set_text(pointer, option, nil)
    }

    /// libcurl keeps the pointer: what it points to must outlive the transfer.
    @unsafe func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer) {
        _ = unsafe ccurl_set_pointer(pointer, option, value)
    }

    func set(_ option: CURLoption, _ value: borrowing HeaderList) {
        _ = unsafe ccurl_set_list(pointer, option, value.first)
    }

    @unsafe func set(_ option: CURLoption, function: ccurl_bytes_function) {
        _ = unsafe ccurl_set_function(pointer, option, function)
    }

    @unsafe func set(trace function: ccurl_trace_function) {
        _ = unsafe ccurl_set_trace(pointer, function)
    }

    @unsafe func set(progress function: ccurl_progress_function) {
        _ = unsafe ccurl_set_progress(pointer, function)
    }

    /// The functions are called with the context, which must outlive the transfer.
    @unsafe func set(
        opener: curl_opensocket_callback, check: curl_prereq_callback,
        context: UnsafeMutableRawPointer
    ) {
        _ = unsafe ccurl_set_opener(pointer, opener, context)
        _ = unsafe ccurl_set_check(pointer, check, context)
    }

    /// How many bytes are to be sent that are read piece by piece.
    func set(uploadSize count: Int) {
        _ = unsafe ccurl_set_offset(pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(count))
    }

    /// Carries the transfer out, and returns when it has ended.
    func perform() -> CURLcode { unsafe curl_easy_perform(pointer) }

    /// The socket of a connection that was only made (CURLOPT_CONNECT_ONLY); -1 where there is none.
    var socket: Int32 {
        var socket: curl_socket_t = -1
        _ = unsafe ccurl_get_socket(pointer, &socket)
        return socket
    }

    /// Sends over such a connection without waiting; tells how much.
    @unsafe func send(_ bytes: UnsafeRawBufferPointer, _ count: inout Int) -> CURLcode {
        unsafe curl_easy_send(pointer, bytes.baseAddress, bytes.count, &count)
    }

    /// Takes what such a connection has received without waiting; tells how much.
    @unsafe func receive(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) -> CURLcode {
        unsafe curl_easy_recv(pointer, buffer.baseAddress, buffer.count, &count)
    }

    /// A copy of `bytes` becomes the body, and the method POST until another is set.
    func setBody(_ bytes: [UInt8]) -> Bool {
        _ = unsafe ccurl_set_offset(
            pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        return unsafe bytes.withUnsafeBytes { buffer in
            // An empty array may have no address, and nil would mean that a body is to be read.
            unsafe withUnsafePointer(to: 0 as CChar) { empty in
                let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe ccurl_set_text(pointer, CURLOPT_COPYPOSTFIELDS, start ?? empty)
                    == CURLE_OK
            }
        }
    }

    var status: Int {
        var value = 0
        _ = unsafe ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE, &value)
        return value
    }
}
