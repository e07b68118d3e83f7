import CLinux
import Glibc

/// Keeps a run's log within its limit: of what is too much, the middle is dropped.
///
/// The command writes straight into the file, so nobody sees the bytes go by: the file is looked at
/// after it was written to, at most once a second, and the middle of it freed in place. The first
/// and the last half of the limit stay; sizes and offsets do not change.
struct OutputLimit: ~Copyable {
    enum Verdict {
        case kept
        /// The file system cannot free the middle.
        case impossible(errno: Int32)
    }

    let log: Descriptor
    let bytes: Int64
    /// Its inotify watch while it waits for the next write.
    var watch: Int32?
    /// The size at which the middle was freed last, so that an unchanged file is left alone.
    private var freedAtSize: Int64 = 0

    init(log: consuming Descriptor, bytes: UInt64) {
        self.log = log
        self.bytes = Int64(clamping: bytes)
    }

    /// Looks at the file, and frees the middle when there is too much.
    mutating func enforce() -> Verdict {
        var status = stat()
        guard unsafe fstat(log.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .kept
        }
        let size = Int64(status.st_size)
        let allocated = Int64(status.st_blocks) * 512
        guard allocated > bytes, size > bytes, size != freedAtSize else { return .kept }
        let block = Limits.blockBytes
        let start = (bytes / 2 + block - 1) / block * block
        let end = (size - bytes / 2) / block * block
        guard end > start else { return .kept }
        let error = linux_punch_hole(log.number, start, end - start)
        if error != 0 { return .impossible(errno: -error) }
        freedAtSize = size
        return .kept
    }
}
