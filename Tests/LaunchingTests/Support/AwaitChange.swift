import CLinux
import Glibc
import Platform

/// Waits until something holds of a file, looking again whenever it is changed.
func awaitChange(of path: String, until isDone: () -> Bool) throws {
    let watcher = try Descriptor(inotify_init1(Int32(IN_CLOEXEC)), "create an inotify")
    guard unsafe inotify_add_watch(watcher.number, path, UInt32(IN_MODIFY)) >= 0 else {
        throw SystemError("watch \(path)")
    }
    while !isDone() { _ = try watcher.read(upTo: 4096) }
}
