/// Upper and lower case by Unicode's full rules, as Python applies them.
enum Casing {
    static func upper(_ text: String) -> String {
        mapped(text) { scalars, index in scalars[index].properties.uppercaseMapping }
    }

    static func lower(_ text: String) -> String { mapped(text, lower) }

    /// For comparing without regard to case.
    static func folded(_ text: String) -> String {
        mapped(upper(lower(text))) { scalars, index in scalars[index].properties.lowercaseMapping }
    }

    static func capitalized(_ text: String) -> String {
        mapped(text) { scalars, index in
            index == 0 ? scalars[0].properties.titlecaseMapping : lower(scalars, index)
        }
    }

    /// Every letter that follows no letter in upper case, all others in lower case.
    static func title(_ text: String) -> String {
        mapped(text) { scalars, index in
            index > 0 && scalars[index - 1].properties.isCased
                ? lower(scalars, index) : scalars[index].properties.titlecaseMapping
        }
    }

    static func swapped(_ text: String) -> String {
        mapped(text) { scalars, index in
            let properties = scalars[index].properties
            if properties.isUppercase { return lower(scalars, index) }
            return properties.isLowercase ? properties.uppercaseMapping : String(scalars[index])
        }
    }

    private static func mapped(
        _ text: String, _ map: ([Unicode.Scalar], Int) -> String
    ) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for index in scalars.indices { result += map(scalars, index) }
        return result
    }

    private static func lower(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
        if scalars[index] == "Σ" { return endsWord(scalars, index) ? "ς" : "σ" }
        return scalars[index].properties.lowercaseMapping
    }

    /// Whether a sigma is the last letter of a word.
    private static func endsWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased == true && after?.properties.isCased != true
    }
}
