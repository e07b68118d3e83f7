import Glibc
import Platform

/// Stands in for the service manager that $NOTIFY_SOCKET names (sd_notify(3)).
struct NotifySocket: ~Copyable {
    private let socket: Descriptor

    /// At a path, or at an abstract name, which begins with `@`.
    init(_ path: String) throws {
        let made = try Descriptor(
            Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0),
            "make a socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = path.hasPrefix("@") ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(made.number, $0, length)
            }
        }
        guard bound == 0 else { throw SystemError("bind \(path)") }
        socket = made
    }

    /// Waits for the next state.
    func next() throws -> String {
        String(decoding: try socket.read(upTo: 4096) ?? [], as: UTF8.self)
    }
}
