import Glibc

/// One connection of a loopback server: what has arrived and what is still to be written.
struct LoopbackConnection {
    enum Mode {
        /// Waits for a request, or writes a complete answer.
        case serving
        case hanging
        case trickling
        /// Writes the piece again and again.
        case repeating([UInt8])
        /// Ends when everything is written.
        case closing(reset: Bool)
    }

    let descriptor: Int32
    var mode = Mode.serving
    private var input: [UInt8] = []
    private var output: [UInt8] = []
    private var written = 0

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    var wantsToWrite: Bool { written < output.count }

    /// False when the other side is gone.
    mutating func read() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 { input += buffer.prefix(count) }
            if count == 0 { return false }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            if count < buffer.count { return true }
        }
    }

    /// The next complete request that has arrived.
    mutating func nextRequest() -> LoopbackServer.Received? {
        guard case .serving = mode, let end = input.firstRange(of: Array("\r\n\r\n".utf8)) else {
            return nil
        }
        let head = String(decoding: input[..<end.lowerBound], as: UTF8.self)
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let words = lines.popFirst()?.split(separator: " ") ?? []
        let headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            return (name: String(parts[0]), value: String(value))
        }
        var request = LoopbackServer.Received(
            method: words.first.map(String.init) ?? "",
            path: words.dropFirst().first.map(String.init) ?? "", headers: headers, body: [])
        let length = request.header("content-length").flatMap { Int($0) } ?? 0
        guard input.count >= end.upperBound + length else { return nil }
        request.body = Array(input[end.upperBound..<end.upperBound + length])
        input.removeFirst(end.upperBound + length)
        return request
    }

    mutating func start(_ answer: LoopbackAnswer) {
        switch answer {
        case .reply(let status, let headers, let body):
            mode = .serving
            let extra = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            let length = status == 204 || status == 304 ? "" : "Content-Length: \(body.count)\r\n"
            output += Array("HTTP/1.1 \(status) Scripted\r\n\(length)\(extra)\r\n".utf8) + body
        case .reset: mode = .closing(reset: true)
        case .close: mode = .closing(reset: false)
        case .hang: mode = .hanging
        case .trickle:
            mode = .trickling
            promise(bytes: 1_000_000)
        case .endless(let status):
            output += Array("HTTP/1.1 \(status) Scripted\r\n\r\n".utf8)
            mode = .repeating([UInt8](repeating: UInt8(ascii: "e"), count: 64 * 1024))
        case .resetInTheMiddle:
            promise(bytes: 1000)
            output += Array("ten bytes.".utf8)
            mode = .closing(reset: true)
        case .closeInTheMiddle:
            promise(bytes: 1000)
            output += Array("ten bytes.".utf8)
            mode = .closing(reset: false)
        case .endlessHeaders:
            output += Array("HTTP/1.1 200 Scripted\r\n".utf8)
            mode = .repeating(Array("X-Another: \(String(repeating: "h", count: 900))\r\n".utf8))
        case .raw(let bytes):
            output += bytes
            mode = .closing(reset: false)
        }
    }

    private mutating func promise(bytes: Int) {
        output += Array("HTTP/1.1 200 Scripted\r\nContent-Length: \(bytes)\r\n\r\n".utf8)
    }

    mutating func trickle() {
        output.append(UInt8(ascii: "t"))
    }

    /// Writes what it can; false when the connection has ended, by plan or not.
    mutating func write() -> Bool {
        while true {
            if !wantsToWrite {
                (output, written) = ([], 0)
                switch mode {
                case .repeating(let piece): output = piece
                case .closing(let reset):
                    if reset { resetOnClose() }
                    return false
                case .serving, .hanging, .trickling: return true
                }
            }
            let count = unsafe output.withUnsafeBytes { bytes in
                unsafe send(
                    descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            written += count
        }
    }

    private func resetOnClose() {
        var now = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
}
