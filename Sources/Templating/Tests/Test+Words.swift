/// Tests of texts, and of what the language knows.
extension Test {
    /// Whether a name is known.
    private static func name(
        _ isKnown: @escaping @Sendable (String) -> Bool
    ) -> Operation<Bool> {
        Operation { (value, _, rendering) throws(Fault) in
            // As for every table, what cannot be a key cannot be looked for.
            _ = try rendering.key(value)
            guard case .text(let name) = value else { return false }
            return isKnown(name.string)
        }
    }

    static let words: [String: Operation<Bool>] = [
        "lower": Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.text(of: value)
            try rendering.spend(characters: text.utf8.count)
            return CharacterKinds.isLower(text)
        },
        "upper": Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.text(of: value)
            try rendering.spend(characters: text.utf8.count)
            return CharacterKinds.isUpper(text)
        },
        "filter": name { Filter.table[$0] != nil }, "test": name { Test.table[$0] != nil },
    ]
}
