import Console
import Definitions

extension Crontabs {
    /// Files that their reader names; their format is guessed only where it is certain.
    mutating func read(files: [String], format: CrontabFormat?) throws(Failure) {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw .usage("standard input can be read only once")
        }
        for path in files {
            let file = try Files.read(path)
            guard
                let format = format ?? CrontabFormat.ofFile(at: path)
                    ?? CrontabFormat.certain(of: file.bytes)
            else {
                throw .usage(
                    "\(file.name) may have a user before each command, or not: say --format "
                        + "system or --format user")
            }
            // A file of cron.d is known by its package's name.
            let parts = path.split(separator: "/")
            let prefix = parts.dropLast().last == "cron.d" ? parts.last.map(String.init) : nil
            reader.read(
                CrontabFile(
                    name: file.name, bytes: CrontabHeader.removed(from: file.bytes), format: format,
                    prefix: prefix))
        }
    }
}
