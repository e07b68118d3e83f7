/// Values as they are written within lists: texts in quotes, as Python has them.
extension Rendering {
    func representation(_ value: Value, depth: Int = 0) throws(Fault) -> String {
        switch value {
        case .undefined: return "Undefined"
        case .none: return "None"
        case .boolean(let value): return value ? "True" : "False"
        case .integer(let value): return String(value)
        case .float(let value): return FloatText.shortest(value)
        case .text(let text):
            let quoted = Quotation.python(text.string)
            try check(bytes: quoted.utf8.count)
            return text.isSafe ? "Markup(\(quoted))" : quoted
        case .list(let list):
            return try listed("[", list.items, "]", depth: depth, owner: list)
        case .tuple(let tuple):
            return try listed(
                "(", tuple.items, tuple.items.count == 1 ? ",)" : ")", depth: depth, owner: tuple)
        case .dictionary(let dictionary): return try representation(dictionary, depth: depth)
        case .object(let object): return try object.representation(self, depth: depth)
        }
    }

    private func listed(
        _ open: String, _ items: [Value], _ close: String, depth: Int, owner: AnyObject
    ) throws(Fault) -> String {
        guard try begin(owner, depth) else { return "\(open)...\(close)" }
        var text = open
        for (index, item) in items.enumerated() {
            if index > 0 { text += ", " }
            text += try representation(item, depth: depth + 1)
            try check(growing: text)
        }
        end(owner)
        return text + close
    }

    private func representation(
        _ dictionary: DictionaryObject, depth: Int
    ) throws(Fault) -> String {
        guard try begin(dictionary, depth) else { return "{...}" }
        var text = "{"
        let pairs = sortsKeys ? try sortedPairs(dictionary) : dictionary.pairs
        for (index, (key, value)) in pairs.enumerated() {
            if index > 0 { text += ", " }
            text += try representation(key, depth: depth + 1)
            text += ": "
            text += try representation(value, depth: depth + 1)
            try check(growing: text)
        }
        end(dictionary)
        return text + "}"
    }

    private func check(growing text: String) throws(Fault) {
        try spend(1)
        guard text.utf8.count <= limits.textBytes else { try check(bytes: text.utf8.count); return }
    }

    /// Whether the object is not within itself.
    private func begin(_ object: AnyObject, _ depth: Int) throws(Fault) -> Bool {
        try check(valueDepth: depth)
        try spend(1)
        return shownObjects.insert(ObjectIdentifier(object)).inserted
    }

    private func end(_ object: AnyObject) { shownObjects.remove(ObjectIdentifier(object)) }
}
