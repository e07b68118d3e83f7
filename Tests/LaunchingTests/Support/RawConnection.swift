import Glibc
import LaunchProtocol
import Platform

/// A client that sends whatever bytes a test likes.
struct RawConnection: ~Copyable {
    let socket: Descriptor

    init(_ path: String) throws {
        socket = try UnixSocket.connect(to: path)
        _ = fcntl(socket.number, F_SETFL, fcntl(socket.number, F_GETFL) & ~O_NONBLOCK)
    }

    /// Sends, and passes over that the launcher may have closed already.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, let count = try? socket.write(rest, isSocket: true) {
            rest = rest.dropFirst(count)
        }
    }

    func hello() throws {
        send(LauncherRequest.hello(version: LaunchBounds.version).frame())
        guard case .welcome = try report() else { throw Unexpected("no welcome") }
    }

    /// Waits for the next report.
    func report() throws -> LauncherReport {
        var reader = FrameReader()
        while true {
            if let frame = try reader.next() { return try LauncherReport(frame: frame) }
            guard let bytes = try socket.read(upTo: 1), !bytes.isEmpty else {
                throw Unexpected("closed")
            }
            reader.append(bytes)
        }
    }

    /// Whether the launcher closes the connection; it waits for that, passing over reports.
    func isClosed() -> Bool {
        while let bytes = try? socket.read(upTo: 4096) {
            if bytes.isEmpty { return true }
        }
        // Reset, because the launcher closed with bytes of ours unread.
        return true
    }
}
