import Formats

/// Takes the members of a stored JSON object, each with its type.
struct JSONReader {
    let object: JSONObject

    init(text: String) throws(UnreadableRow) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw UnreadableRow("\(error)")
        }
        try self.init(value)
    }

    init(_ value: JSONValue) throws(UnreadableRow) {
        guard let object = value.object else { throw UnreadableRow("\(value.kind), not an object") }
        self.object = object
    }

    func object(_ name: String) throws(UnreadableRow) -> JSONReader {
        try JSONReader(try required(name))
    }

    func optionalObject(_ name: String) throws(UnreadableRow) -> JSONReader? {
        guard let value = object[name] else { return nil }
        return try JSONReader(value)
    }

    func optionalBool(_ name: String) throws(UnreadableRow) -> Bool? {
        guard let value = object[name] else { return nil }
        guard case .bool(let flag) = value else {
            throw UnreadableRow("\"\(name)\" is neither true nor false")
        }
        return flag
    }

    func text(_ name: String) throws(UnreadableRow) -> String {
        try Self.text(try required(name), name)
    }

    func optionalText(_ name: String) throws(UnreadableRow) -> String? {
        guard let value = object[name] else { return nil }
        return try Self.text(value, name)
    }

    func integer<Number: FixedWidthInteger>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(UnreadableRow) -> Number {
        try Self.integer(try required(name), name)
    }

    func optionalInteger<Number: FixedWidthInteger>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(UnreadableRow) -> Number? {
        guard let value = object[name] else { return nil }
        return try Self.integer(value, name)
    }

    func word<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type = Word.self
    ) throws(UnreadableRow) -> Word {
        try Self.word(try text(name))
    }

    func optionalWord<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type = Word.self
    ) throws(UnreadableRow) -> Word? {
        guard let text = try optionalText(name) else { return nil }
        return try Self.word(text)
    }

    func words<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type = Word.self
    ) throws(UnreadableRow) -> [Word] {
        try texts(name).map { text throws(UnreadableRow) in try Self.word(text) }
    }

    func duration(_ name: String) throws(UnreadableRow) -> Duration {
        .microseconds(try integer(name, as: Int64.self))
    }

    func optionalDuration(_ name: String) throws(UnreadableRow) -> Duration? {
        try optionalInteger(name, as: Int64.self).map { .microseconds($0) }
    }

    func texts(_ name: String) throws(UnreadableRow) -> [String] {
        try elements(name).map { value throws(UnreadableRow) in try Self.text(value, name) }
    }

    func integers<Number: FixedWidthInteger>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(UnreadableRow) -> [Number] {
        try elements(name).map { value throws(UnreadableRow) in try Self.integer(value, name) }
    }

    func textsByName(_ name: String) throws(UnreadableRow) -> [String: String] {
        guard let value = object[name] else { return [:] }
        var texts: [String: String] = [:]
        for (key, value) in try JSONReader(value).object.members {
            texts[key] = try Self.text(value, name)
        }
        return texts
    }

    private func elements(_ name: String) throws(UnreadableRow) -> [JSONValue] {
        guard let elements = try required(name).array else {
            throw UnreadableRow("\"\(name)\" is no list")
        }
        return elements
    }

    private func required(_ name: String) throws(UnreadableRow) -> JSONValue {
        guard let value = object[name] else { throw UnreadableRow("\"\(name)\" is missing") }
        return value
    }

    private static func text(_ value: JSONValue, _ name: String) throws(UnreadableRow) -> String {
        guard let text = value.string else { throw UnreadableRow("\"\(name)\" is no text") }
        return text
    }

    private static func word<Word: RawRepresentable<String>>(
        _ text: String
    ) throws(UnreadableRow) -> Word {
        guard let word = Word(rawValue: text) else {
            throw UnreadableRow("unknown word \"\(text)\"")
        }
        return word
    }

    private static func integer<Number: FixedWidthInteger>(
        _ value: JSONValue, _ name: String
    ) throws(UnreadableRow) -> Number {
        guard let integer = value.integer.flatMap(Number.init(exactly:)) else {
            throw UnreadableRow("\"\(name)\" is no whole number of its size")
        }
        return integer
    }
}
