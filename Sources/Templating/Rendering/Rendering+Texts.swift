/// Values as texts.
extension Rendering {
    /// The value as it prints.
    func text(of value: Value) throws(Fault) -> String {
        switch value {
        case .text(let text): return text.string
        case .undefined: return ""
        case .integer(let value): return String(value)
        default:
            let text = try representation(value)
            try check(bytes: text.utf8.count)
            return text
        }
    }

    /// The same, which stays safe where it is.
    func softText(of value: Value) throws(Fault) -> Text {
        if case .text(let text) = value { return text }
        return Text(try text(of: value))
    }

    /// The value escaped, unless it is safe.
    func escaped(_ value: Value) throws(Fault) -> Text {
        if case .text(let text) = value, text.isSafe { return text }
        let text = try text(of: value)
        try spend(bytes: text.utf8.count)
        let escaped = settings.escaping.escape(text)
        try check(bytes: escaped.utf8.count)
        return Text(escaped, isSafe: true)
    }

    /// The texts of values in one; where values are escaped, one that is safe makes all so.
    func concatenated(_ values: [Value]) throws(Fault) -> Value {
        let isSafe = escapes && values.contains { $0.isSafe }
        var result = ""
        for value in values {
            let text = isSafe ? try escaped(value).string : try text(of: value)
            try check(bytes: result.utf8.count + text.utf8.count)
            result += text
        }
        return .text(Text(result, isSafe: isSafe))
    }
}
