import Glibc
import Platform

/// A connection to the control socket for bytes that no client would send.
final class RawConnection: Sendable {
    private let descriptor: Int32
    private let replies: ChildOutput

    init(_ path: String) throws {
        let socket = try UnixSocket.connect(to: path)
        // Threads of their own may wait for this one.
        _ = fcntl(socket.number, F_SETFL, fcntl(socket.number, F_GETFL) & ~O_NONBLOCK)
        let copy = try socket.duplicate()
        descriptor = socket.release()
        replies = try ChildOutput(copy)
    }

    deinit { close(descriptor) }

    /// Sends the bytes and says that no more will come; answers with everything that came back once
    /// the other side has closed, too.
    func converse(_ bytes: [UInt8]) async throws -> String {
        _ = try await send(bytes, times: 1)
        shutdown(descriptor, Int32(SHUT_WR))
        return try await replies.whole()
    }

    /// Sends the bytes again and again; answers how many went before the other side had enough.
    func send(_ bytes: [UInt8], times: Int) async throws -> Int {
        let sent = Latch<Int>()
        try Thread.start(name: "raw-send") { [self] in
            var total = 0
            for _ in 0..<times {
                let count = unsafe bytes.withUnsafeBytes {
                    unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count < 0 { break }
                total += count
            }
            sent.set(total)
        }
        return try await sent.value()
    }
}
