import CLinux
import Glibc

/// A system call that failed: what was being done, and the kernel's reason.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    package let action: String
    package let errno: Int32

    package init(_ action: String, errno: Int32) {
        self.action = action
        self.errno = errno
    }

    /// Takes the reason from the calling thread's `errno`, before making the text can change it.
    package init(_ action: @autoclosure () -> String) {
        let errno = Glibc.errno
        self.init(action(), errno: errno)
    }

    package var description: String { "cannot \(action): \(Self.text(errno))" }

    /// The kernel's words for an error number (strerror(3)).
    package static func text(_ errno: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        unsafe linux_error_text(errno, &buffer, buffer.count)
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
