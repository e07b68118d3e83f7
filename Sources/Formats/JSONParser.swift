extension JSONValue {
    /// How deep lists and objects may nest.
    package static let maximumDepth = 64

    /// Reads one JSON text (RFC 8259), strictly: no comments, no repeated names, valid UTF-8.
    ///
    /// Names that Unicode holds to be the same are the same, as everywhere in Swift. A whole number
    /// beyond 64 bits becomes a floating-point number.
    package init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        let array = bytes as? [UInt8] ?? Array(bytes)
        var parser = JSONParser()
        self = try parser.document(array.span)
    }

    /// Reads one JSON text.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// The place that reading has reached; the bytes are handed to each step.
private struct JSONParser {
    private var position = 0

    /// Names of one object that are compared one by one before a set is made of them.
    private static let comparedNames = 16
    /// Places for members and elements that are made at once: most objects are small.
    private static let initialCapacity = 4

    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let value = try value(bytes, depth: 0)
        guard next(bytes) == nil else { throw error("unexpected text after the value") }
        return value
    }

    private func error(_ message: String) -> JSONError {
        JSONError(message: message, offset: position)
    }

    private func peek(_ bytes: Span<UInt8>) -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// The next byte that is not blank, which is left where it is.
    private mutating func next(_ bytes: Span<UInt8>) -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                return byte
            }
            position += 1
        }
        return nil
    }

    private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
        switch next(bytes) {
        case UInt8(ascii: "\"")?: return .string(try string(bytes))
        case UInt8(ascii: "{")?:
            try check(depth: depth)
            return .object(try object(bytes, depth: depth))
        case UInt8(ascii: "[")?:
            try check(depth: depth)
            return .array(try array(bytes, depth: depth))
        case UInt8(ascii: "t")?: return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f")?: return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n")?: return try word("null", .null, bytes)
        case nil: throw error("the text ends where a value should be")
        default: return try number(bytes)
        }
    }

    private func check(depth: Int) throws(JSONError) {
        guard depth < JSONValue.maximumDepth else {
            throw error("nested deeper than \(JSONValue.maximumDepth) levels")
        }
    }

    private mutating func word(
        _ word: String, _ value: JSONValue, _ bytes: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        var end = position
        for expected in word.utf8 {
            guard end < bytes.count, bytes[end] == expected else { throw error("expected \(word)") }
            end += 1
        }
        position = end
        return value
    }

    private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        if next(bytes) == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        elements.reserveCapacity(Self.initialCapacity)
        while true {
            elements.append(try value(bytes, depth: depth + 1))
            switch next(bytes) {
            case UInt8(ascii: ",")?: position += 1
            case UInt8(ascii: "]")?:
                position += 1
                return elements
            default: throw error("expected , or ] in a list")
            }
        }
    }

    private mutating func object(
        _ bytes: Span<UInt8>, depth: Int
    ) throws(JSONError) -> JSONObject {
        position += 1
        var object = JSONObject()
        if next(bytes) == UInt8(ascii: "}") {
            position += 1
            return object
        }
        object.reserveCapacity(Self.initialCapacity)
        var seen: Set<String> = []
        while true {
            guard next(bytes) == UInt8(ascii: "\"") else {
                throw error("expected a name in quotes")
            }
            let start = position
            let name = try string(bytes)
            guard isNew(name, in: object, &seen) else {
                position = start
                throw error("the name \"\(name.shown)\" comes twice")
            }
            guard next(bytes) == UInt8(ascii: ":") else { throw error("expected : after a name") }
            position += 1
            object.append(name, try value(bytes, depth: depth + 1))
            switch next(bytes) {
            case UInt8(ascii: ",")?: position += 1
            case UInt8(ascii: "}")?:
                position += 1
                return object
            default: throw error("expected , or } in an object")
            }
        }
    }

    private func isNew(_ name: String, in object: JSONObject, _ seen: inout Set<String>) -> Bool {
        if object.count < Self.comparedNames {
            return !object.members.contains { $0.name == name }
        }
        if seen.isEmpty { seen = Set(object.members.lazy.map(\.name)) }
        return seen.insert(name).inserted
    }

    private mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        let start = position + 1
        let end = plainEnd(bytes, from: start)
        position = end
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            return try escapedString(bytes, from: start)
        }
        position = end + 1
        return try text(bytes.extracting(start..<end), from: start)
    }

    /// The end of what stands for itself: a quote, a backslash, a control character or the end.
    private func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            end += 1
        }
        return end
    }

    private mutating func text(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            position = start + error.byteOffsets.lowerBound
            throw self.error("a text that is not valid UTF-8")
        }
    }

    private mutating func escapedString(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(JSONError) -> String {
        var pieces: [UInt8] = []
        var pieceStart = start
        while let byte = peek(bytes) {
            for index in pieceStart..<position { pieces.append(bytes[index]) }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try text(pieces.span, from: start)
            case UInt8(ascii: "\\"):
                try escape(bytes, into: &pieces)
                pieceStart = position
                position = plainEnd(bytes, from: position)
            default: throw error("a control character in a text, which must be escaped")
            }
        }
        throw error("a text without closing quotes")
    }

    private mutating func escape(
        _ bytes: Span<UInt8>, into pieces: inout [UInt8]
    ) throws(JSONError) {
        position += 1
        guard let byte = peek(bytes) else { throw error("a text without closing quotes") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): pieces.append(byte)
        case UInt8(ascii: "b"): pieces.append(0x08)
        case UInt8(ascii: "f"): pieces.append(0x0C)
        case UInt8(ascii: "n"): pieces.append(0x0A)
        case UInt8(ascii: "r"): pieces.append(0x0D)
        case UInt8(ascii: "t"): pieces.append(0x09)
        case UInt8(ascii: "u"):
            pieces += UTF8.encode(try scalar(bytes)) ?? UTF8.encodedReplacementCharacter
        default:
            position -= 1
            throw error("an unknown escape in a text")
        }
    }

    private mutating func scalar(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let high = try hexadecimal(bytes)
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), peek(bytes) == UInt8(ascii: "\\"),
            position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair") }
        position += 2
        let low = try hexadecimal(bytes)
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw error("half of a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error("an unfinished \\u escape") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = bytes[position].hexadecimalDigit else {
                throw error("a \\u escape needs four hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = peek(bytes) == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        // Up to 18 digits cannot overflow.
        var whole: Int64 = 0
        while let digit = digit(bytes) {
            whole = whole &* 10 &+ digit
            position += 1
        }
        let count = position - firstDigit
        guard count > 0 else {
            position = start
            throw error("unexpected character")
        }
        guard count == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            position = firstDigit
            throw error("a number with a leading zero")
        }
        var isWhole = true
        if peek(bytes) == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            guard skipDigits(bytes) else { throw error("a number needs digits after its point") }
        }
        if peek(bytes) == UInt8(ascii: "e") || peek(bytes) == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if peek(bytes) == UInt8(ascii: "+") || peek(bytes) == UInt8(ascii: "-") {
                position += 1
            }
            guard skipDigits(bytes) else { throw error("a number needs digits in its exponent") }
        }
        if isWhole, count <= 18 { return .integer(isNegative ? -whole : whole) }
        let text = try text(bytes.extracting(start..<position), from: start)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else {
            position = start
            throw error("the number \(text.shown) is too large")
        }
        return .number(double)
    }

    private func digit(_ bytes: Span<UInt8>) -> Int64? {
        guard position < bytes.count else { return nil }
        let digit = bytes[position] &- UInt8(ascii: "0")
        return digit < 10 ? Int64(digit) : nil
    }

    private mutating func skipDigits(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while digit(bytes) != nil { position += 1 }
        return position > start
    }
}

extension UInt8 {
    fileprivate var hexadecimalDigit: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
