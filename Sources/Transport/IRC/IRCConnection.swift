internal import CCurl
internal import Channels
internal import Glibc
internal import Platform

/// A connection to a server of IRC, with libcurl's TLS where it has one; lines in, lines out.
@safe final class IRCConnection {
    private let easy: EasyHandle
    private let opener = SocketOpener()
    private let server: IRCServer
    private let limits: Limits
    private let bell: CInt
    private let errorText: UnsafeMutablePointer<CChar>
    private var socket: CInt = -1
    private var received: [UInt8] = []

    init?(to server: IRCServer, bell: CInt, _ limits: Limits) {
        guard let easy = EasyHandle() else { return nil }
        self.easy = easy
        self.server = server
        self.limits = limits
        self.bell = bell
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe errorText.deallocate()
    }

    /// Connects, which takes no longer than the limits say.
    func open() throws(TransportFailure) {
        unsafe easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        easy.set(CURLOPT_CONNECT_ONLY, true)
        easy.set(CURLOPT_NOSIGNAL, true)
        // What the server hears first is not to be a list of versions of HTTP.
        easy.set(CURLOPT_SSL_ENABLE_ALPN, false)
        easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        easy.set(CURLOPT_SSL_VERIFYPEER, server.verifyTLS)
        easy.set(CURLOPT_SSL_VERIFYHOST, server.verifyTLS ? 2 : 0)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.wholeMilliseconds)
        var isSet = easy.set(CURLOPT_NOPROXY, "*") && easy.set(CURLOPT_URL, server.url)
        if let file = server.caFile {
            easy.clear(CURLOPT_CAPATH)
            isSet = isSet && easy.set(CURLOPT_CAINFO, file)
        }
        guard isSet, opener.watch(easy, reach: server.reach) else {
            throw TransportFailure(.other, "no memory is left for a connection")
        }
        let result = easy.perform()
        guard result == CURLE_OK else {
            throw opener.failure(at: server.hostAndPort) ?? failure(result)
        }
        socket = easy.socket
    }

    /// Sends a line, for which its end is given.
    func write(_ line: String, until deadline: ContinuousClock.Instant) throws(TransportFailure) {
        // What is a line of its own must not come from a text.
        let bytes = line.utf8.filter { $0 != 0 && $0 != 0x0A && $0 != 0x0D }
        var rest = Array(bytes.prefix(IRCLimits.line - 2) + [0x0D, 0x0A])[...]
        while !rest.isEmpty {
            var count = 0
            let result = unsafe rest.withUnsafeBytes { buffer in
                unsafe easy.send(buffer, &count)
            }
            switch result {
            case CURLE_OK: rest = rest.dropFirst(count)
            case CURLE_AGAIN:
                guard wait(for: Int16(POLLOUT), until: deadline) != .time else {
                    throw failure(CURLE_OPERATION_TIMEDOUT)
                }
            default: throw failure(result)
            }
        }
    }

    enum Event {
        case line(IRCLine)
        /// Somebody has rung the bell.
        case bell
        case time
    }

    /// Waits for what comes first.
    func next(
        until deadline: ContinuousClock.Instant, hearsBell: Bool = false
    ) throws(TransportFailure) -> Event {
        // A server that never stops talking does not keep us.
        while ContinuousClock.now < deadline {
            if let end = received.firstIndex(of: 0x0A) {
                let line = received[..<end].filter { $0 != 0x0D && $0 != 0 }
                received.removeFirst(end + 1)
                if line.isEmpty { continue }
                return .line(IRCLine(String(decoding: line, as: UTF8.self)))
            }
            guard received.count <= limits.ircLine else {
                throw TransportFailure(
                    .tooLarge,
                    "\(server.hostAndPort) sent a line of more than \(limits.ircLine) bytes")
            }
            if try fill() { continue }
            switch wait(for: Int16(POLLIN), until: deadline, hearsBell: hearsBell) {
            case .ready: continue
            case .bell: return .bell
            case .time: return .time
            }
        }
        return .time
    }

    /// Takes what is there; false where that is nothing.
    private func fill() throws(TransportFailure) -> Bool {
        var buffer = [UInt8](repeating: 0, count: limits.readBuffer)
        var count = 0
        let result = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe easy.receive(bytes, &count)
        }
        switch result {
        case CURLE_OK where count > 0: received += buffer.prefix(count)
        case CURLE_OK: throw failure(CURLE_GOT_NOTHING)
        case CURLE_AGAIN: return false
        default: throw failure(result)
        }
        return true
    }

    private enum Waited { case ready, bell, time }

    /// poll(2).
    private func wait(
        for events: Int16, until deadline: ContinuousClock.Instant, hearsBell: Bool = false
    ) -> Waited {
        var entries = [
            pollfd(fd: socket, events: events, revents: 0),
            // A negative number is left out.
            pollfd(fd: hearsBell ? bell : -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = deadline - .now
            if left <= .zero { return .time }
            let milliseconds = min(left.wholeMilliseconds + 1, Int(CInt.max))
            let count = unsafe poll(&entries, nfds_t(entries.count), CInt(milliseconds))
            if count < 0 { continue }
            if entries[0].revents != 0 { return .ready }
            if entries[1].revents != 0 { return .bell }
        }
    }

    private func failure(_ result: CURLcode) -> TransportFailure {
        let text = unsafe String(cString: errorText)
        return TransportFailure(
            result, text: text, place: server.hostAndPort, limits: limits)
    }
}
