internal import Formats

/// What stands within a tag.
extension Lexer {
    /// Reads up to the tag's end.
    mutating func readTag(_ end: Token.Kind, from start: Int) throws(Fault) {
        expected = []
        while true {
            skipBlanks()
            guard position < bytes.count else {
                position = start
                throw .syntax(
                    "the tag does not end: \(end == .blockEnd ? "\"%}\"" : "\"}}\"") is missing")
            }
            let offset = position
            if expected.isEmpty, takeEnd(end) {
                add(end, at: offset)
                return
            }
            try readToken()
        }
    }

    private mutating func readToken() throws(Fault) {
        let offset = position
        switch byte() {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): add(.text(try readText()), at: offset)
        default:
            if let name = try readName() {
                add(.name(name), at: offset)
            } else {
                try readSign()
            }
        }
    }

    private mutating func readName() throws(Fault) -> String? {
        let start = position
        while let (scalar, length) = Self.scalar(bytes, at: position), scalar.continuesName {
            position += length
        }
        guard position > start else { return nil }
        guard let first = Self.scalar(bytes, at: start)?.value, first.beginsName else {
            position = start
            throw .syntax("a name begins with a letter or \"_\"")
        }
        return source.text(start..<position)
    }

    private mutating func readSign() throws(Fault) {
        let first = UInt16(byte()) << 8
        let offset = position
        if let sign = Sign.table[first | UInt16(byte(1))], byte(1) != 0 {
            position += 2
            add(.sign(sign), at: offset)
        } else if let sign = Sign.table[first] {
            try balance(sign)
            position += 1
            add(.sign(sign), at: offset)
        } else {
            let shown = Self.scalar(bytes, at: position).map { String($0.value).shown } ?? "?"
            throw .syntax("unexpected character \"\(shown)\"")
        }
    }

    private mutating func balance(_ sign: Sign) throws(Fault) {
        if let closing = sign.closing {
            expected.append(closing)
        } else if sign.isClosing {
            guard let last = expected.popLast() else {
                throw .syntax("unexpected \"\(sign.rawValue)\"")
            }
            guard last == sign else {
                throw .syntax(
                    "unexpected \"\(sign.rawValue)\", where \"\(last.rawValue)\" is expected")
            }
        }
    }
}
