import Glibc

/// Reads a whole file of few bytes that somebody else wrote.
package enum SmallFile {
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(SystemError)
        /// It is a folder, a device, a pipe or the like.
        case noFile
        case tooLarge
    }

    /// Never waits for a pipe, and never reads more than the bound and a byte.
    package static func bytes(_ path: String, atMost bound: Int) throws(Failure) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(SystemError) { bytes = try regular(path, atMost: bound + 1) } catch {
            throw .unreadable(error)
        }
        guard let bytes else { throw .noFile }
        guard bytes.count <= bound else { throw .tooLarge }
        return bytes
    }

    /// Nil when it is no regular file.
    private static func regular(
        _ path: String, atMost bound: Int
    ) throws(SystemError) -> [UInt8]? {
        let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        var status = stat()
        guard unsafe fstat(file.number, &status) == 0 else { throw SystemError("read \(path)") }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes: [UInt8] = []
        while bytes.count < bound, let piece = try file.read(upTo: bound - bytes.count),
            !piece.isEmpty
        {
            bytes += piece
        }
        return bytes
    }
}
