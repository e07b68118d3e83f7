package import Glibc
import Platform

/// A folder of its own under the system's temporary one, removed with all it holds at the end.
package final class ScratchDirectory: Sendable {
    package let path: String

    /// Makes the folder (mkdtemp(3)); with a mode, others than its owner may come in.
    package init(mode: mode_t = 0o700) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/notifyd-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            fatalError("no scratch folder can be made in \(parent): error \(errno)")
        }
        path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        if mode != 0o700 { unsafe chmod(path, mode) }
    }

    deinit { Self.remove(path) }

    /// A file's path in the folder.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    package func bytes(_ name: String) throws -> [UInt8] { try WholeFile.bytes(file(name)) }

    package func text(_ name: String) throws -> String { try WholeFile.text(file(name)) }

    /// Replaces the content of a file in the folder.
    package func write(_ text: String, to name: String) throws {
        try WholeFile.write(text, to: file(name))
    }

    /// Writes a file that can be executed.
    package func writeProgram(_ text: String, to name: String) throws {
        try write(text, to: name)
        guard unsafe chmod(file(name), 0o755) == 0 else { throw SystemError("chmod \(name)") }
    }

    /// Makes a named pipe (mkfifo(3)); its path.
    package func makePipe(_ name: String) throws -> String {
        guard unsafe mkfifo(file(name), 0o600) == 0 else { throw SystemError("make a pipe") }
        return file(name)
    }

    /// Removes a file, or a folder with all it holds; links are not followed.
    private static func remove(_ path: String) {
        guard unsafe unlink(path) != 0, let folder = unsafe opendir(path) else { return }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != "." && name != ".." { remove("\(path)/\(name)") }
        }
        unsafe closedir(folder)
        _ = unsafe rmdir(path)
    }
}
