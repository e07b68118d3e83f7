import Console
import Definitions
import Glibc

extension Crontabs {
    /// Files that their reader names; their format is guessed only where it is certain.
    mutating func read(files: [String], format: CrontabFormat?) throws(Failure) {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw .usage("standard input can be read only once")
        }
        for path in files {
            let file = try Files.read(path)
            // By its whole path a file is known again, wherever it is named from.
            let place = path == "-" ? path : Self.wholePath(path)
            guard
                let format = format ?? CrontabFormat.ofFile(at: place)
                    ?? CrontabFormat.certain(of: file.bytes)
            else {
                throw .usage(
                    "\(file.name) may have a user before each command, or not: say --format "
                        + "system or --format user")
            }
            // A file of cron.d is known by its package's name.
            let parts = place.split(separator: "/")
            let prefix = parts.dropLast().last == "cron.d" ? parts.last.map(String.init) : nil
            reader.read(
                CrontabFile(
                    name: path == "-" ? file.name : place.printable,
                    bytes: CrontabHeader.removed(from: file.bytes), format: format,
                    prefix: prefix))
        }
    }

    /// The path from the root of the file system, but for a link that the file itself may be.
    private static func wholePath(_ path: String) -> String {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return path }
        let start = path.hasPrefix("/") ? "/" : "./"
        let folder = start + parts.dropLast().joined(separator: "/")
        guard let whole = unsafe realpath(folder, nil) else { return path }
        defer { unsafe free(whole) }
        let found = unsafe String(cString: whole)
        return found == "/" ? "/\(name)" : "\(found)/\(name)"
    }
}
