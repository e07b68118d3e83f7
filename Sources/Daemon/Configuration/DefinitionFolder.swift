import Definitions
import Domain
import Glibc
import Platform

/// Reads the files of a folder that administrators write.
enum DefinitionFolder {
    /// What its files are named to count.
    private static let endings = [".yaml", ".yml", ".json"]

    /// The files of a folder in the order of their names; none where there is no folder.
    ///
    /// Hidden ones and those with other endings, as editors and packages leave them, do not count.
    static func files(_ folder: String) throws(InvalidFiles) -> [DefinitionFile] {
        guard let stream = unsafe opendir(folder) else {
            if errno == ENOENT { return [] }
            throw fault(of: folder, "cannot be read: \(SystemError.text(errno))")
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            guard !name.hasPrefix("."), endings.contains(where: name.hasSuffix) else { continue }
            names.append(name)
            guard names.count <= DaemonLimits.definitionFiles else {
                throw fault(
                    of: folder, "has more than \(DaemonLimits.definitionFiles) files: join some")
            }
        }
        var files: [DefinitionFile] = []
        for name in names.sorted() {
            // One that vanished meanwhile is as good as one that was never there.
            if let file = try file("\(folder)/\(name)", mayBeMissing: true) { files.append(file) }
        }
        return files
    }

    static func file(
        _ path: String, mayBeMissing: Bool
    ) throws(InvalidFiles) -> DefinitionFile? {
        do throws(SmallFile.Failure) {
            return DefinitionFile(
                name: path,
                bytes: try SmallFile.bytes(path, atMost: DaemonLimits.definitionFileBytes))
        } catch {
            switch error {
            case .unreadable(let error) where mayBeMissing && error.errno == ENOENT: return nil
            case .unreadable(let error):
                throw fault(of: path, "cannot be read: \(SystemError.text(error.errno))")
            case .noFile: throw fault(of: path, "is no regular file")
            case .tooLarge:
                let bound = DaemonLimits.definitionFileBytes / 1024 / 1024
                throw fault(of: path, "has more than \(bound) MiB")
            }
        }
    }

    static func fault(of file: String, _ message: String) -> InvalidFiles {
        InvalidFiles(faults: [FileFault(file: file, fault: Fault(path: "", message: message))])
    }
}
