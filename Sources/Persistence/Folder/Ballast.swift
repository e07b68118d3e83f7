import Glibc
import Platform

/// A file of no content that keeps room on the disk, given up when there is no other.
final class Ballast: Sendable {
    private let path: String
    private let size: Int64
    private let whole: Locked<Bool>

    /// Makes the file where it is missing; without room for it the ballast begins as given up.
    init(path: String, size: Int64) {
        self.path = path
        self.size = size
        whole = Locked(size == 0 || Self.make(path, size))
    }

    var isWhole: Bool { whole.withLock { $0 } }

    /// Frees the room for what must be written.
    func giveUp() {
        guard size > 0 else { return }
        whole.withLock { $0 = false }
        _ = unsafe unlink(path)
    }

    /// Makes the file again when there is room for it and as much besides; says whether it is there.
    func restore() -> Bool {
        var space = statvfs()
        guard unsafe statvfs(path.directory, &space) == 0,
            Int64(space.f_bavail) * Int64(space.f_frsize) >= 2 * size, Self.make(path, size)
        else { return false }
        whole.withLock { $0 = true }
        return true
    }

    private static func make(_ path: String, _ size: Int64) -> Bool {
        guard let file = try? Descriptor.open(path, O_RDWR | O_CREAT) else { return false }
        if posix_fallocate(file.number, 0, off_t(size)) == 0 { return true }
        _ = unsafe unlink(path)
        return false
    }
}

extension String {
    /// The folder part of a path.
    fileprivate var directory: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
