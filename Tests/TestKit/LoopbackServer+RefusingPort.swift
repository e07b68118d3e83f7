import Glibc

/// A port of 127.0.0.1 that refuses every connection, and that nobody else can be given meanwhile.
package final class RefusingPort: Sendable {
    package let port: UInt16
    private let descriptor: Int32

    package init() throws {
        (descriptor, port) = try LoopbackServerCore.bind()
    }

    deinit {
        close(descriptor)
    }
}
