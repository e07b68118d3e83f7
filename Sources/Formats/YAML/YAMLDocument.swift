/// Reading YAML 1.2 texts, and JSON texts, which are YAML too.
package enum YAMLDocument {
    /// Reads all documents of a text.
    ///
    /// Plain scalars mean what the core schema says; tags other than its own are refused, so are
    /// repeated keys, keys that are no scalars, numbers that JSON cannot hold, and whatever breaks
    /// the bounds of `YAMLLimits`. A document without content is null.
    package static func nodes(in bytes: some Collection<UInt8>) throws(YAMLError) -> [Node] {
        guard bytes.count <= YAMLLimits.bytes else {
            throw YAMLError(
                message: "the text is larger than \(YAMLLimits.bytes / 1024 / 1024) MiB",
                position: TextPosition(line: 1, column: 1))
        }
        if holdsForeignLineBreak(bytes), let node = json(bytes) { return [node] }
        do {
            var composer = YAMLComposer(bytes: bytes)
            return try composer.documents()
        } catch {
            // Surrogate pairs and keys of more than 1,024 characters are JSON, not libyaml's YAML.
            guard let node = json(bytes) else { throw error }
            return [node]
        }
    }

    /// The text as JSON, without places; nil when it is none.
    private static func json(_ bytes: some Collection<UInt8>) -> Node? {
        guard let first = bytes.first(where: { $0 > 0x20 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let value = try? JSONValue(parsing: bytes)
        else { return nil }
        return Node(json: value)
    }

    /// Whether there may be a line break of YAML 1.1, which libyaml folds within quotes (U+0085,
    /// U+2028 and U+2029): to JSON, and to YAML 1.2, these are characters like others.
    private static func holdsForeignLineBreak(_ bytes: some Collection<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            switch (previous, byte) {
            case (0xC2, 0x85), (0x80, 0xA8), (0x80, 0xA9): return true
            default: previous = byte
            }
        }
        return false
    }

    /// Reads all documents of a text.
    package static func nodes(in text: String) throws(YAMLError) -> [Node] {
        try nodes(in: Array(text.utf8))
    }
}
