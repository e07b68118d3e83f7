import Glibc
import Testing

/// The files of this repository as they lie in the working folder.
enum Repository {
    struct File: Sendable, CustomTestStringConvertible {
        /// From the repository's root, as in `Sources/Domain/Name.swift`.
        let path: String
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        var testDescription: String { path }
    }

    static let root = String("\(#filePath)".dropLast("/Tests/TidyTests/Repository.swift".count))

    /// Every file, but those that are built or kept by git and editors.
    static let files: [File] = walk("").sorted { $0.path < $1.path }

    static func files(under folder: String, ending: String = "") -> [File] {
        files.filter { $0.path.hasPrefix(folder) && $0.path.hasSuffix(ending) }
    }

    /// The names in a folder, without those that git ignores.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir("\(root)/\(folder)") else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !isIgnored(name) { names.append(name) }
        }
        return names
    }

    private static func isIgnored(_ name: String) -> Bool {
        [".", "..", ".git", ".build", "__pycache__"].contains(name) || name.hasSuffix(".swp")
    }

    private static func walk(_ folder: String) -> [File] {
        names(in: folder).flatMap { name -> [File] in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            var status = stat()
            guard unsafe lstat("\(root)/\(path)", &status) == 0 else { return [] }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: return walk(path)
            case S_IFREG: return [File(path: path, bytes: read("\(root)/\(path)"))]
            default: return []
            }
        }
    }

    private static func read(_ path: String) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
        }
    }
}
