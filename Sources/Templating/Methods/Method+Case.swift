/// Methods of texts about upper and lower case, and about kinds of characters.
extension Method {
    private static func mapped(
        _ map: @escaping @Sendable (String) -> String
    ) -> Operation<Value> {
        Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            try rendering.spend(characters: text.string.utf8.count)
            return try rendering.text(map(text.string), isSafe: text.isSafe)
        }
    }

    /// Whether all characters are of a kind, of which there has to be one.
    private static func all(
        _ isOfKind: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) -> Operation<Value> {
        Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value).string
            try rendering.spend(characters: text.utf8.count)
            return .boolean(!text.isEmpty && text.unicodeScalars.allSatisfy(isOfKind))
        }
    }

    private static func judged(
        _ judge: @escaping @Sendable (String) -> Bool
    ) -> Operation<Value> {
        Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value).string
            try rendering.spend(characters: text.utf8.count)
            return .boolean(judge(text))
        }
    }

    static let caseMethods: [String: Operation<Value>] = [
        "upper": mapped(Casing.upper), "lower": mapped { Casing.lower($0) },
        "title": mapped(Casing.title), "capitalize": mapped(Casing.capitalized),
        "swapcase": mapped(Casing.swapped), "casefold": mapped(Casing.folded),
        "isupper": judged(CharacterKinds.isUpper), "islower": judged(CharacterKinds.isLower),
        "istitle": judged(CharacterKinds.isTitle),
        "isdigit": all(CharacterKinds.isDigit), "isdecimal": all(CharacterKinds.isDecimal),
        "isnumeric": all { $0.properties.numericType != nil },
        "isalpha": all { $0.isLetter },
        "isalnum": all { $0.isLetter || $0.properties.numericType != nil },
        "isspace": all { $0.isBlank },
        "isascii": judged { $0.utf8.allSatisfy { $0 < 0x80 } },
        "isprintable": judged { $0.unicodeScalars.allSatisfy { $0 == " " || $0.isPrintable } },
        "isidentifier": judged { text in
            text.unicodeScalars.first?.beginsName == true
                && text.unicodeScalars.allSatisfy { $0.continuesName }
        },
    ]
}
