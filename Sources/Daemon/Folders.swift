import Glibc
import Platform

/// Makes folders that are missing.
enum Folders {
    /// The mode of folders above the one that is asked for.
    private static let parentMode: UInt32 = 0o755

    /// Makes a folder and those above it; what is there stays as it is.
    static func make(_ path: String, mode: UInt32) throws(SystemError) {
        let parts = path.split(separator: "/")
        var folder = path.hasPrefix("/") ? "" : "."
        for (index, part) in parts.enumerated() {
            folder += "/\(part)"
            let mode = index == parts.count - 1 ? mode : parentMode
            guard unsafe folder.withCString({ unsafe mkdir($0, mode) }) != 0 else { continue }
            let error = SystemError("make the folder \(folder)")
            var status = stat()
            // An automounter or a read-only file system may refuse what is there before it looks.
            let isThere = unsafe folder.withCString { unsafe stat($0, &status) } == 0
            if !isThere { throw error }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw SystemError("make the folder \(folder)", errno: ENOTDIR)
            }
        }
    }
}
