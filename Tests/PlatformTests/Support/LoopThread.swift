import Glibc
import Platform

/// What the only event loop of this process has used.
enum LoopThread {
    /// Nanoseconds its thread has had the processor (proc(5), schedstat).
    static func nanoseconds() throws -> Int64 {
        guard let tasks = unsafe opendir("/proc/self/task") else {
            throw SystemError("list threads")
        }
        defer { unsafe closedir(tasks) }
        while let entry = unsafe readdir(tasks) {
            let id = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            let name = try? text("/proc/self/task/\(id)/comm")
            guard name == "event-loop\n" else { continue }
            let words = try text("/proc/self/task/\(id)/schedstat").split(separator: " ")
            if let first = words.first, let value = Int64(first) { return value }
        }
        throw SystemError("find the event loop's thread", errno: ESRCH)
    }

    private static func text(_ path: String) throws(SystemError) -> String {
        String(decoding: try Descriptor.open(path, O_RDONLY).read(upTo: 4096) ?? [], as: UTF8.self)
    }
}
