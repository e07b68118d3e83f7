import CLinux
import Glibc

/// Tells once when a watched file is written to (inotify(7)).
struct FileWatcher: ~Copyable {
    let descriptor: Descriptor
    /// Runs by watch; steps that share one log share its watch.
    private var runs: [Int32: [String]] = [:]

    init() throws(StartError) {
        descriptor = try Descriptor(
            inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)), "create an inotify")
    }

    /// Watches the open file for its next write; nil when the kernel has no watch left.
    mutating func watch(_ file: Int32, for run: String) -> Int32? {
        let watch = unsafe inotify_add_watch(
            descriptor.number, "/proc/self/fd/\(file)",
            UInt32(IN_MODIFY) | UInt32(IN_ONESHOT))
        guard watch >= 0 else { return nil }
        runs[watch, default: []].append(run)
        return watch
    }

    mutating func forget(_ watch: Int32, for run: String) {
        runs[watch]?.removeAll { $0 == run }
        guard runs[watch]?.isEmpty == true else { return }
        runs[watch] = nil
        _ = inotify_rm_watch(descriptor.number, watch)
    }

    /// The runs whose files were written to, and whose watch is gone with that.
    mutating func written() -> [String] {
        Self.watches(in: descriptor).flatMap { runs.removeValue(forKey: $0) ?? [] }
    }

    /// The watches of an inotify that something has come for.
    static func watches(in inotify: borrowing Descriptor) -> [Int32] {
        var watches: [Int32] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe read(inotify.number, &buffer, buffer.count)
            if count <= 0 { return watches }
            let header = MemoryLayout<inotify_event>.size
            var offset = 0
            while offset + header <= count {
                let event = unsafe buffer.withUnsafeBytes {
                    unsafe $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                }
                watches.append(event.wd)
                offset += header + Int(event.len)
            }
        }
    }
}
