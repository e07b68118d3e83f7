import CLinux
import Glibc

/// Unix stream sockets (unix(7)): listening, accepting, connecting.
package enum UnixSocket {
    /// Connections that may wait to be accepted.
    private static let backlog: CInt = 512
    /// Bytes of the longest path that a socket can have.
    package static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Binds a path and listens; the path must not exist.
    package static func listen(at path: String, mode: UInt32) throws(SystemError) -> Descriptor {
        let socket = try make()
        let result = unsafe try withAddress(path) { unsafe bind(socket.number, $0, $1) }
        guard result == 0 else { throw SystemError("bind the socket \(path)") }
        guard unsafe path.withCString({ unsafe chmod($0, mode) }) == 0,
            Glibc.listen(socket.number, backlog) == 0
        else { throw SystemError("listen on \(path)") }
        return socket
    }

    /// Connects to a listening path, without waiting: a Unix socket answers at once or never.
    package static func connect(to path: String) throws(SystemError) -> Descriptor {
        let socket = try make()
        let result = unsafe try withAddress(path) { unsafe Glibc.connect(socket.number, $0, $1) }
        guard result == 0 else { throw SystemError("connect to \(path)") }
        return socket
    }

    /// The next waiting connection; nil when there is none now.
    package static func accept(on listener: CInt) throws(SystemError) -> Descriptor? {
        let number = linux_accept(listener)
        if number >= 0 { return Descriptor(owning: number) }
        switch errno {
        case EAGAIN, ECONNABORTED, EINTR: return nil
        default: throw SystemError("accept a connection")
        }
    }

    private static func make() throws(SystemError) -> Descriptor {
        try Descriptor(
            socket(
                AF_UNIX,
                CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0),
            "create a socket")
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) throws(SystemError) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= longestPath else {
            throw SystemError("use the socket path \(path)", errno: ENAMETOOLONG)
        }
        // The kernel would take it for one of the names outside the file system, which all may use.
        guard !bytes.isEmpty, !bytes.contains(0) else {
            throw SystemError("use the socket path \"\(path)\"", errno: EINVAL)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
