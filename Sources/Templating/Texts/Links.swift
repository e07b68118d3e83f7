/// Finds addresses in a text that is already escaped, and makes links of them.
struct Links {
    /// Characters of an address that are shown; nil for all.
    let limit: Int?
    let relation: String
    let target: String?
    let schemes: [String]

    static func isScheme(_ text: String) -> Bool {
        let name = text.prefix { $0 != ":" }
        let rest = text.dropFirst(name.count)
        return name.count >= 2 && [":", ":/", "://"].contains(String(rest))
            && name.unicodeScalars.allSatisfy { $0.isWordPart || "+.-".unicodeScalars.contains($0) }
    }

    func marked(_ text: String, _ rendering: Rendering) throws(Fault) -> String {
        var result = ""
        var word: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.isBlank {
                result += link(String(word))
                word = []
                result.unicodeScalars.append(scalar)
            } else {
                word.append(scalar)
            }
            if result.utf8.count > rendering.limits.textBytes {
                try rendering.check(bytes: result.utf8.count)
            }
        }
        return result + link(String(word))
    }

    private func link(_ word: String) -> String {
        var middle = word[...]
        let head = Self.takeHead(&middle)
        var tail = Self.takeTail(&middle)
        Self.balance(&middle, &tail)
        return head + marked(String(middle)) + tail
    }

    private static func takeHead(_ word: inout Substring) -> Substring {
        var rest = word
        while let sign = ["(", "<", "&lt;"].first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(sign.count)
        }
        let head = word[..<rest.startIndex]
        word = rest
        return head
    }

    private static func takeTail(_ word: inout Substring) -> Substring {
        var rest = word
        while let sign = [")", ">", ".", ",", "&gt;"].first(where: { rest.hasSuffix($0) }) {
            rest = rest.dropLast(sign.count)
        }
        let tail = word[rest.endIndex...]
        word = rest
        return tail
    }

    /// Gives brackets back that were opened within the word.
    private static func balance(_ middle: inout Substring, _ tail: inout Substring) {
        for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
            let opened = count(open, middle)
            guard opened > count(close, middle) else { continue }
            for _ in 0..<min(opened, count(close, tail)) {
                guard let range = tail.firstRange(of: close) else { break }
                middle = middle + tail[..<range.upperBound]
                tail = tail[range.upperBound...]
            }
        }
    }

    private static func count(_ sign: String, _ text: Substring) -> Int {
        TextSearch(sign).all(in: Array(text.utf8)).count
    }

    private func marked(_ word: String) -> String {
        let relation = relation.isEmpty ? "" : " rel=\"\(Escaping.html(relation))\""
        let target = target.map { $0.isEmpty ? "" : " target=\"\(Escaping.html($0))\"" } ?? ""
        if WebAddress.matches(word) {
            let isComplete = word.hasPrefix("https://") || word.hasPrefix("http://")
            let address = isComplete ? word : "https://" + word
            return "<a href=\"\(address)\"\(relation)\(target)>\(shortened(word))</a>"
        }
        if word.hasPrefix("mailto:"), WebAddress.isMailbox(word.dropFirst(7)) {
            return "<a href=\"\(word)\">\(word.dropFirst(7))</a>"
        }
        if word.contains("@"), !word.hasPrefix("www."), !word.contains(":"),
            WebAddress.isMailbox(word[...])
        {
            return "<a href=\"mailto:\(word)\">\(word)</a>"
        }
        if schemes.contains(where: { word != $0 && word.hasPrefix($0) }) {
            return "<a href=\"\(word)\"\(relation)\(target)>\(word)</a>"
        }
        return word
    }

    private func shortened(_ word: String) -> String {
        guard let limit, word.unicodeScalars.count > limit else { return word }
        return String(word.unicodeScalars.prefix(max(limit, 0))) + "..."
    }
}
