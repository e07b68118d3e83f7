internal import CCurl
internal import Channels
internal import Platform

/// One easy handle with what it sends and what it has received; used again for the next request.
///
/// Only the transport's thread touches it.
@safe final class Transfer {
    private let easy: EasyHandle
    private let limits: Limits
    private let errorText: UnsafeMutablePointer<CChar>
    private var requestHeaders = HeaderList()
    private let opener = SocketOpener()
    private(set) var sending: Sending?

    private var headers: [HTTPHeader] = []
    private var headerBytes = 0
    private var headersAreComplete = false
    private var body: [UInt8] = []
    private var bodyBytes = 0
    private var stopped: Stop?

    /// Why a callback of ours ended the transfer.
    private enum Stop {
        case headersTooLarge
        case bodyEnough
    }

    /// Nil when there is no memory.
    init?(limits: Limits) {
        guard let easy = EasyHandle() else { return nil }
        self.easy = easy
        self.limits = limits
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe errorText.deallocate()
    }

    /// The transfer that `prepare` stored in this easy handle.
    @unsafe static func owner(of easy: UnsafeMutableRawPointer?) -> Transfer? {
        var context: UnsafeMutablePointer<CChar>?
        _ = unsafe ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context)
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    func join(_ multi: borrowing MultiHandle) -> Bool {
        multi.add(easy)
    }

    func leave(_ multi: borrowing MultiHandle) {
        multi.remove(easy)
    }

    /// Whether the connection that was there may not be used, and one of its own might.
    var wantsFreshConnection: Bool { opener.refusedConnection }

    func demandFreshConnection() { opener.demandFreshConnection(easy) }

    /// Takes on a request; the failure says why it cannot be sent at all.
    func prepare(_ sending: Sending, userAgent: String) throws(TransportFailure) {
        self.sending = sending
        headers = []
        headerBytes = 0
        headersAreComplete = false
        body = []
        bodyBytes = 0
        stopped = nil
        unsafe errorText[0] = 0
        let request = sending.request
        guard setFixed(userAgent: userAgent), setTarget(request), setBody(request),
            setSignature(request), setHeaders(request)
        else {
            throw TransportFailure(
                .other,
                "the request to \(request.url.hostAndPort) could not be prepared: out of memory, "
                    + "a header with a line break, or nothing to sign it with")
        }
    }

    /// Lets go of the request, so that the handle can wait for another one.
    func finish() -> Sending? {
        defer {
            sending = nil
            headers = []
            body = []
            easy.reset()
            requestHeaders = HeaderList()
        }
        return sending
    }

    /// What the request came to.
    func outcome(_ result: CURLcode, address: HTTPAddress) -> Result<HTTPReply, TransportFailure> {
        if stopped == .headersTooLarge {
            let bound = "more than \(limits.replyHeaders) bytes"
            return .failure(
                .init(.tooLarge, "\(address.hostAndPort) answered with \(bound) of headers"))
        }
        guard result == CURLE_OK || stopped == .bodyEnough else {
            if let failure = opener.failure(at: address.hostAndPort) { return .failure(failure) }
            let text = unsafe String(cString: errorText)
            return .failure(
                .init(result, text: text, place: address.hostAndPort, limits: limits))
        }
        // libcurl is content with a connection that ends among the headers.
        guard headersAreComplete else {
            let text = "it ended among the headers"
            return .failure(
                .init(
                    CURLE_PARTIAL_FILE, text: text, place: address.hostAndPort, limits: limits))
        }
        return .success(
            HTTPReply(
                status: easy.status, headers: headers, body: body,
                bodyIsCut: bodyBytes > body.count,
                receivedAt: SystemClock().microseconds() / 1_000_000))
    }

    /// Returns how many bytes were taken; fewer end the transfer.
    fileprivate func receive(header line: UnsafeRawBufferPointer) -> Int {
        headerBytes += line.count
        guard headerBytes <= limits.replyHeaders else {
            stopped = .headersTooLarge
            return 0
        }
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            headers = []
            headersAreComplete = false
        } else if text == "\r\n" || text == "\n" {
            headersAreComplete = true
        } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = text[colon...].dropFirst().drop { $0 == " " || $0 == "\t" }
            let end = value.lastIndex { !$0.isWhitespace }
            let trimmed = end.map { value[...$0] } ?? ""
            headers.append(HTTPHeader(String(text[..<colon]), String(trimmed)))
        }
        return line.count
    }

    fileprivate func receive(body bytes: UnsafeRawBufferPointer) -> Int {
        bodyBytes += bytes.count
        if let room = sending.map({ $0.request.maximumReply - body.count }), room > 0 {
            unsafe body.append(contentsOf: bytes.prefix(room))
        }
        guard bodyBytes <= limits.replyBody else {
            stopped = .bodyEnough
            return 0
        }
        return bytes.count
    }

    /// The same for every request, set each time because `reset` forgets them.
    private func setFixed(userAgent: String) -> Bool {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe easy.set(CURLOPT_PRIVATE, pointer: context)
        unsafe easy.set(CURLOPT_WRITEDATA, pointer: context)
        unsafe easy.set(CURLOPT_HEADERDATA, pointer: context)
        unsafe easy.set(CURLOPT_WRITEFUNCTION, function: receiveBody)
        unsafe easy.set(CURLOPT_HEADERFUNCTION, function: receiveHeader)
        unsafe easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        easy.set(CURLOPT_NOSIGNAL, true)
        // Otherwise giving up on a name waits for its resolver thread, and all transfers with it.
        easy.set(CURLOPT_QUICK_EXIT, true)
        easy.set(CURLOPT_FOLLOWLOCATION, false)
        easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.wholeMilliseconds)
        easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.stallRate)
        easy.set(CURLOPT_LOW_SPEED_TIME, limits.stallTime.wholeMilliseconds / 1000)
        easy.set(CURLOPT_CA_CACHE_TIMEOUT, limits.trustKept.wholeMilliseconds / 1000)
        easy.set(CURLOPT_MAXAGE_CONN, limits.idleConnectionKept.wholeMilliseconds / 1000)
        easy.set(CURLOPT_BUFFERSIZE, limits.readBuffer)
        return easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
            && easy.set(CURLOPT_USERAGENT, userAgent)
    }

    private func setTarget(_ request: HTTPRequest) -> Bool {
        easy.set(CURLOPT_TIMEOUT_MS, max(1, request.timeout.wholeMilliseconds))
        easy.set(CURLOPT_SSL_VERIFYPEER, request.verifyTLS)
        easy.set(CURLOPT_SSL_VERIFYHOST, request.verifyTLS ? 2 : 0)
        if let file = request.caFile {
            easy.clear(CURLOPT_CAPATH)
            guard easy.set(CURLOPT_CAINFO, file) else { return false }
        }
        return setClientCertificate(request) && opener.watch(easy, reach: request.reach)
            && easy.set(CURLOPT_URL, request.url.text)
    }

    private func setClientCertificate(_ request: HTTPRequest) -> Bool {
        guard let certificate = request.clientCertificate else { return true }
        guard easy.set(CURLOPT_SSLCERT, certificate.file),
            easy.set(CURLOPT_SSLKEY, certificate.keyFile ?? certificate.file)
        else { return false }
        // Without any, a key that needs one would be asked for at the terminal.
        return easy.set(CURLOPT_KEYPASSWD, certificate.password ?? "")
    }

    private func setBody(_ request: HTTPRequest) -> Bool {
        switch request.method {
        case .get, .delete:
            if request.body.isEmpty {
                easy.set(CURLOPT_HTTPGET, true)
            } else {
                guard easy.setBody(request.body) else { return false }
            }
        case .post, .put, .patch:
            easy.set(CURLOPT_POST, true)
            guard easy.setBody(request.body) else { return false }
        }
        return easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    /// Has libcurl sign the request for Amazon Web Services, where it is to be.
    private func setSignature(_ request: HTTPRequest) -> Bool {
        guard let signing = request.signing else { return true }
        guard let credentials = signing.credentials,
            easy.set(CURLOPT_AWS_SIGV4, "aws:amz:\(signing.region):\(signing.service)"),
            easy.set(CURLOPT_USERNAME, credentials.accessKey),
            easy.set(CURLOPT_PASSWORD, credentials.secretKey)
        else { return false }
        easy.set(CURLOPT_EXPECT_100_TIMEOUT_MS, 1)
        // What is signed must be what is sent.
        easy.set(CURLOPT_PATH_AS_IS, true)
        if let token = credentials.sessionToken {
            return requestHeaders.append("X-Amz-Security-Token: \(token)")
        }
        return true
    }

    private func setHeaders(_ request: HTTPRequest) -> Bool {
        // A body of more than a megabyte would wait a second for an interim answer few servers give.
        // libcurl signs what it is told to leave out; a signed request rather waits no time for it.
        if request.signing == nil {
            guard requestHeaders.append("Expect:") else { return false }
        }
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            guard requestHeaders.append("Content-Type:") else { return false }
        }
        for header in request.headers {
            guard HTTPHeader.isName(header.name), HTTPHeader.isValue(header.value) else {
                return false
            }
            // libcurl takes "Name:" as the wish to send no such header, and "Name;" as an empty one.
            let line =
                header.value.allSatisfy { $0 == " " || $0 == "\t" }
                ? "\(header.name);" : "\(header.name): \(header.value)"
            guard requestHeaders.append(line) else { return false }
        }
        easy.set(CURLOPT_HTTPHEADER, requestHeaders)
        return true
    }
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.receive(header: .init(start: bytes, count: size * count))
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.receive(body: .init(start: bytes, count: size * count))
}
