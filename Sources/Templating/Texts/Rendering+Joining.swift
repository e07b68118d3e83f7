/// Texts put together with something between them.
extension Rendering {
    /// What `separator.join(items)` gives: all have to be texts, and a safe separator escapes them.
    func joined(_ items: [Value], _ separator: Text) throws(Fault) -> Value {
        var parts: [String] = []
        parts.reserveCapacity(items.count)
        for item in items {
            guard case .text(let text) = item else {
                if case .undefined(let undefined) = item { throw undefined.fault }
                throw .type("only texts can be joined, not \(item.kindName)")
            }
            parts.append(separator.isSafe ? try escaped(.text(text)).string : text.string)
        }
        return try text(try joined(parts, separator.string), isSafe: separator.isSafe)
    }

    /// Joins, unless the result would be too long.
    func joined(_ parts: [String], _ separator: String) throws(Fault) -> String {
        try spend(items: parts.count)
        var size = product(max(parts.count - 1, 0), separator.utf8.count)
        for part in parts {
            size = size > limits.textBytes ? size : size + part.utf8.count
        }
        try check(bytes: size)
        return parts.joined(separator: separator)
    }
}
