/// Cuts a template into tokens, in one pass.
struct Lexer {
    let source: SourceText
    let bytes: [UInt8]
    var position = 0
    var tokens: [Token] = []
    /// The signs that have to close what is open within the current tag.
    var expected: [Sign] = []

    static func tokens(of source: SourceText) throws(TemplateError) -> [Token] {
        var lexer = Lexer(source: source, bytes: source.bytes)
        do throws(Fault) {
            try lexer.run()
            return lexer.tokens
        } catch {
            throw source.error(error, at: lexer.position)
        }
    }

    private mutating func run() throws(Fault) {
        while position < bytes.count { try readData() }
        add(.end, at: bytes.count)
    }

    mutating func add(_ kind: Token.Kind, at offset: Int) {
        tokens.append(Token(kind: kind, offset: offset))
    }

    func byte(_ distance: Int = 0) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    func at(_ text: String, _ distance: Int = 0) -> Bool {
        var index = position + distance
        guard index + text.utf8.count <= bytes.count else { return false }
        for byte in text.utf8 {
            if bytes[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// The text up to the next tag, and the tag's beginning.
    private mutating func readData() throws(Fault) {
        let start = position
        var end = start
        while end < bytes.count, !Self.isTag(bytes, at: end) { end += 1 }
        guard end < bytes.count else {
            position = end
            addData(start..<end)
            return
        }
        let kind = bytes[end + 1]
        position = end + 2
        addData(start..<trimmed(start..<end, by: takeStripSign()))
        switch kind {
        case UInt8(ascii: "#"): try skipComment(from: end)
        case UInt8(ascii: "{"):
            add(.variableBegin, at: end)
            try readTag(.variableEnd, from: end)
        default:
            if try !readRaw(from: end) {
                add(.blockBegin, at: end)
                try readTag(.blockEnd, from: end)
            }
        }
    }

    private static func isTag(_ bytes: [UInt8], at index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "{"), index + 1 < bytes.count else { return false }
        switch bytes[index + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return true
        default: return false
        }
    }

    private mutating func addData(_ range: Range<Int>) {
        if !range.isEmpty { add(.data(source.text(range)), at: range.lowerBound) }
    }

    /// The `-` or `+` right after a tag's beginning.
    private mutating func takeStripSign() -> UInt8 {
        let sign = byte()
        guard sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else { return 0 }
        position += 1
        return sign
    }

    /// Where the text ends without the blanks that a `-` takes away.
    private func trimmed(_ range: Range<Int>, by sign: UInt8) -> Int {
        guard sign == UInt8(ascii: "-") else { return range.upperBound }
        var end = range.upperBound
        while end > range.lowerBound {
            var start = end - 1
            while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
            guard let scalar = Self.scalar(bytes, at: start)?.value, scalar.isBlank else { break }
            end = start
        }
        return end
    }

    /// The character at a place, and its length in bytes.
    static func scalar(_ bytes: [UInt8], at index: Int) -> (value: Unicode.Scalar, length: Int)? {
        guard index < bytes.count else { return nil }
        if bytes[index] < 0x80 { return (Unicode.Scalar(bytes[index]), 1) }
        var decoder = UTF8()
        var iterator = bytes[index..<min(index + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }

    mutating func skipBlanks() {
        while let (scalar, length) = Self.scalar(bytes, at: position), scalar.isBlank {
            position += length
        }
    }

    private mutating func skipComment(from start: Int) throws(Fault) {
        let body = position
        while position < bytes.count {
            if at("#}") {
                let strips = position > body && byte(-1) == UInt8(ascii: "-")
                position += 2
                if strips { skipBlanks() }
                return
            }
            position += 1
        }
        position = start
        throw .syntax("the comment does not end: \"#}\" is missing")
    }

    /// Reads a raw block, if that is what stands here.
    private mutating func readRaw(from start: Int) throws(Fault) -> Bool {
        let saved = position
        skipBlanks()
        guard at("raw") else {
            position = saved
            return false
        }
        position += 3
        skipBlanks()
        if at("-%}") {
            position += 3
            skipBlanks()
        } else if at("%}") {
            position += 2
        } else {
            position = saved
            return false
        }
        let body = position
        while position < bytes.count {
            if at("{%") {
                let end = position
                position += 2
                let sign = takeStripSign()
                if takeRawEnd() {
                    addData(body..<trimmed(body..<end, by: sign))
                    return true
                }
                position = end + 1
            } else {
                position += 1
            }
        }
        position = start
        throw .syntax("the raw block does not end: {% endraw %} is missing")
    }

    private mutating func takeRawEnd() -> Bool {
        skipBlanks()
        guard at("endraw") else { return false }
        position += 6
        skipBlanks()
        return takeEnd(.blockEnd)
    }

    /// The end of a tag with the blanks that a `-` takes away.
    mutating func takeEnd(_ kind: Token.Kind) -> Bool {
        let isBlock = kind == .blockEnd
        let distance = byte() == UInt8(ascii: "-") || isBlock && byte() == UInt8(ascii: "+") ? 1 : 0
        guard isBlock ? at("%}", distance) : at("}}", distance) else { return false }
        let strips = byte() == UInt8(ascii: "-")
        position += 2 + distance
        if strips { skipBlanks() }
        return true
    }
}
