package import Definitions
import Platform

/// Reads what the user names on the command line.
package enum Files {
    /// What standard input is called.
    package static let standardInput = "standard input"

    /// Reads a file; `-` is standard input.
    package static func read(_ path: String) throws(Failure) -> DefinitionFile {
        let name = path == "-" ? standardInput : path.printable
        do throws(SystemError) {
            let file =
                try path == "-" ? Descriptor(owning: 0).duplicate() : Descriptor.open(path, 0)
            var bytes: [UInt8] = []
            while let piece = try file.read(upTo: ConsoleLimits.readBytes), !piece.isEmpty {
                bytes += piece
                guard bytes.count <= ConsoleLimits.fileBytes else {
                    throw SystemError("", errno: 0)
                }
            }
            return DefinitionFile(name: name, bytes: bytes)
        } catch {
            guard error.errno != 0 else {
                throw Failure("\(name) is larger than \(ConsoleLimits.fileBytes / 1024 / 1024) MiB")
            }
            throw Failure("cannot read \(name): \(SystemError.text(error.errno))")
        }
    }
}
