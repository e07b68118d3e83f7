import CLinux
import Glibc

/// Tells when a file was written to (inotify(7)).
package final class FileChanges: Sendable {
    private let watch: Descriptor
    private let loop: EventLoop

    package init(of path: String, on loop: EventLoop) throws(SystemError) {
        self.loop = loop
        watch = try Descriptor(
            inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK)), "watch \(path)")
        let number = watch.number
        let result = unsafe path.withCString {
            unsafe inotify_add_watch(number, $0, UInt32(IN_MODIFY))
        }
        guard result >= 0 else { throw SystemError("watch \(path)") }
    }

    deinit { loop.forget(watch.number) }

    /// Returns when the file has been written to since the last call, or since the beginning.
    package func next() async throws {
        while true {
            if try watch.read(upTo: 4096) != nil { return }
            try await loop.wait(for: .readable, of: watch.number)
        }
    }
}
