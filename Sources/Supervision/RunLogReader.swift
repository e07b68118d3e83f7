import Glibc
package import Platform

/// Reads a run's output from its beginning, leaving out what the output limit has dropped.
package struct RunLogReader: ~Copyable {
    /// Bytes of one piece.
    private static let pieceBytes = 64 * 1024

    private let file: Descriptor
    private var offset: Int64 = 0
    /// The beginning of a character whose end has not been read yet.
    private var unfinished: [UInt8] = []
    /// What stands before the first piece.
    private var beginning = ""
    /// What is written beyond it is not read.
    private let limit: Int64

    /// - Parameter bound: how many bytes of its end are read, as it is now; nil is all that is written. A
    ///   line says what was left out.
    /// - Throws: `SystemError` with ENOENT when the run has written nothing and was never started.
    package init(path: String, endingIn bound: Int64? = nil) throws(SystemError) {
        let file = try Descriptor.open(path, O_RDONLY)
        let size = bound == nil ? 0 : try file.fileSize()
        self.file = file
        limit = bound == nil ? .max : size
        offset = max(0, size - (bound ?? size))
        if offset > 0 { beginning = "[… \(offset) bytes left out: only the end is kept …]\n" }
    }

    /// The next piece of text; nil at the end of what has been written so far.
    ///
    /// Bytes that are no UTF-8 come as U+FFFD.
    ///
    /// - Parameter isGrowing: whether more may follow the end, so that half a character there waits.
    package mutating func next(isGrowing: Bool = false) throws(SystemError) -> String? {
        var text = beginning
        beginning = ""
        let data = file.data(from: offset)
        if data.lowerBound > offset {
            text += takeUnfinished()
            text +=
                "\n[… \(data.lowerBound - offset) bytes dropped: more than the output limit …]\n"
            offset = data.lowerBound
        }
        let length = Int(
            max(0, min(Int64(data.count), Int64(Self.pieceBytes), limit - offset)))
        let piece = length > 0 ? try file.read(upTo: length, at: offset) : []
        guard !piece.isEmpty else {
            if !isGrowing { text += takeUnfinished() }
            return text.isEmpty ? nil : text
        }
        offset += Int64(piece.count)
        let bytes = unfinished + piece
        let end = Self.endOfWholeCharacters(bytes)
        unfinished = Array(bytes[end...])
        text += String(decoding: bytes[..<end], as: UTF8.self)
        return text.isEmpty ? try next(isGrowing: isGrowing) : text
    }

    private mutating func takeUnfinished() -> String {
        defer { unfinished = [] }
        return String(decoding: unfinished, as: UTF8.self)
    }

    /// Where the last character begins, when it is cut off; else the end.
    private static func endOfWholeCharacters(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }
}
