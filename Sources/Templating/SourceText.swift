/// A template's source as the lexer reads it, and where its lines begin.
struct SourceText: Sendable {
    /// UTF-8 with every line ended by one newline, and without the newline that ends the last one.
    let bytes: [UInt8]

    init(_ text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var afterReturn = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\r") {
                bytes.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || !afterReturn {
                bytes.append(byte)
            }
            afterReturn = byte == UInt8(ascii: "\r")
        }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        self.bytes = bytes
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func error(_ fault: Fault, at offset: Int) -> TemplateError {
        let before = bytes.prefix(offset)
        let line = before.lazy.filter { $0 == UInt8(ascii: "\n") }.count + 1
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let characters = before[min(start, before.count)...].lazy.filter { $0 & 0xC0 != 0x80 }
        return TemplateError(
            kind: fault.kind, message: fault.message, line: line, column: characters.count + 1)
    }
}
