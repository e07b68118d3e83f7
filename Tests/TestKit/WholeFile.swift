import Glibc
import Platform

/// Files read and written in one go.
package enum WholeFile {
    package static func bytes(_ path: String) throws -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY)
        var bytes: [UInt8] = []
        while let piece = try file.read(upTo: 1 << 20), !piece.isEmpty { bytes += piece }
        return bytes
    }

    package static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Replaces the content of a file, which need not be there.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC)
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try file.write(rest, isSocket: false) ?? 0) }
    }

    /// Replaces the content of a file with a text.
    package static func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }
}
