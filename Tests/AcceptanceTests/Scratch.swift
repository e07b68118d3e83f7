import Glibc
import TestKit

/// A folder of its own for one scenario; it goes away with everything that still runs for it.
final class Scratch: Sendable {
    // Other users' commands work here too.
    private let folder = ScratchDirectory(mode: 0o777)

    var path: String { folder.path }

    deinit { end() }

    /// A file's path in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        guard let file = unsafe fopen(self.file(name), "w") else {
            throw Failure("\(self.file(name)): error \(errno)")
        }
        defer { unsafe fclose(file) }
        guard unsafe fputs(text, file) >= 0 else { throw Failure("write: error \(errno)") }
    }

    /// The text of a file; empty while there is none.
    func read(_ name: String) -> String { Self.text(of: file(name)) }

    /// The lines of a file that commands append to.
    func lines(_ name: String) -> [String] { read(name).split(separator: "\n").map(String.init) }

    /// Kills by its id every process whose command line or environment names this folder: launchers,
    /// which outlive their notifyd, and runs, which outlive both.
    private func end() {
        // What a launcher was just starting is there in the next round.
        for _ in 0..<10 {
            let found = Self.processes(naming: path).filter { $0 != getpid() }
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    /// Those whose command line or environment has these words.
    static func processes(naming text: String) -> [pid_t] {
        names(in: "/proc").compactMap(pid_t.init).filter { process in
            Self.text(of: "/proc/\(process)/cmdline").contains(text)
                || Self.text(of: "/proc/\(process)/environ").contains(text)
        }
    }

    /// The names of what a folder holds.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func text(of path: String) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}
