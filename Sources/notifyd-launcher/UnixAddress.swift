import Glibc

/// The address of a Unix socket (unix(7)).
enum UnixAddress {
    /// Hands over the address of a path, or of an abstract name, which begins with `@`.
    ///
    /// Nil when it is longer than an address may be.
    static func with<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count <= longest else { return nil }
        let isAbstract = path.hasPrefix("@")
        let name = isAbstract ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        // An abstract name has all bytes that are counted, a path ends with a NUL.
        let start = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let length = socklen_t(start + name.count + (isAbstract ? 0 : 1))
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, length)
            }
        }
    }

    /// Bytes of a path, without the NUL after it.
    static let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
}
