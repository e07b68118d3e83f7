import CSystemd
import Glibc
package import Platform

/// A listening socket that systemd has opened for this process (sd_listen_fds(3)).
package struct HandedSocket: Sendable {
    /// Its FileDescriptorName=, or the name of its unit.
    package let name: String
    /// Open, and whoever takes it over closes it.
    package let number: CInt

    /// Where clients find it; nil outside the file system.
    package var path: String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(number, $0, &length)
            }
        }
        guard result == 0 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: &address.sun_path) {
            unsafe Array($0.prefix { $0 != 0 })
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// All that were handed over; to be called once, and before other threads run.
    ///
    /// The variables that told of them are removed. Throws for one that is no listening Unix stream socket.
    package static func take() throws(SystemError) -> [HandedSocket] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = unsafe sd_listen_fds_with_names(1, &names)
        guard count >= 0 else {
            throw SystemError("take the sockets that systemd handed over", errno: -count)
        }
        var sockets: [HandedSocket] = []
        for index in 0..<Int(count) {
            let name = unsafe names?[index]
            unsafe sockets.append(
                HandedSocket(
                    name: name.map { unsafe String(cString: $0) } ?? "",
                    number: SD_LISTEN_FDS_START + CInt(index)))
            unsafe free(name)
        }
        unsafe free(names)
        for socket in sockets { try socket.prepare() }
        return sockets
    }

    private func prepare() throws(SystemError) {
        let isListening = sd_is_socket_unix(number, CInt(SOCK_STREAM.rawValue), 1, nil, 0)
        guard isListening > 0 else {
            throw SystemError(
                "use the socket \"\(name)\" that systemd handed over: it is no ListenStream= with a path",
                errno: isListening < 0 ? -isListening : EINVAL)
        }
        let flags = fcntl(number, F_GETFL)
        guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0,
            fcntl(number, F_SETFD, FD_CLOEXEC) == 0
        else { throw SystemError("use the socket \"\(name)\" that systemd handed over") }
    }
}
