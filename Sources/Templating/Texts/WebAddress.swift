/// What looks like an address of the web or of a mailbox.
enum WebAddress {
    private static let commonEndings: Set = [
        "com", "net", "int", "edu", "gov", "org", "info", "mil",
    ]

    static func matches(_ word: String) -> Bool {
        let lowered = word.lowercased()
        let scheme = ["https://", "http://", "www."].first { lowered.hasPrefix($0) }
        let rest = lowered.dropFirst(scheme?.count ?? 0)
        guard let (host, end) = parted(rest), isEnd(end) else { return false }
        if isCommonName(scheme == "www." ? "www." + host : String(host)),
            scheme == nil || scheme == "www."
        {
            return true
        }
        guard let scheme else { return false }
        if isName(host) { return true }
        return scheme != "www." && (isNumeric(host) || isBracketed(host))
    }

    /// The name of the machine, and what follows it.
    private static func parted(_ text: Substring) -> (host: Substring, end: Substring)? {
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let end = text.index(after: close)
            return (text[..<end], text[end...])
        }
        let end = text.firstIndex { ":/?#".contains($0) } ?? text.endIndex
        return (text[..<end], text[end...])
    }

    /// A port and a path, both of which may be left out.
    private static func isEnd(_ text: Substring) -> Bool {
        guard text.first == ":" else { return true }
        let port = text.dropFirst().prefix { $0.isNumber }
        guard (1...5).contains(port.count) else { return false }
        let path = text.dropFirst(port.count + 1)
        return path.isEmpty || "/?#".contains(path[path.startIndex])
    }

    private static func isLabel(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.isWordPart || $0 == "%" || $0 == "-" }
    }

    private static func labels(_ host: Substring) -> [Substring] {
        host.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isName(_ host: Substring) -> Bool {
        let labels = labels(host)
        guard let last = labels.last, labels.dropLast().allSatisfy(isLabel) else { return false }
        if (2...63).contains(last.count), last.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
            return true
        }
        return last.hasPrefix("xn--") && (6...63).contains(last.count)
            && last.dropFirst(4).unicodeScalars.allSatisfy { $0.isWordPart || $0 == "%" }
    }

    /// A name under one of the oldest endings, which needs nothing in front of it.
    private static func isCommonName(_ host: String) -> Bool {
        let labels = labels(host[...])
        return labels.count >= 2 && commonEndings.contains(labels.last.map(String.init) ?? "")
            && labels.dropLast().allSatisfy { isLabel($0) && (2...63).contains($0.count) }
    }

    private static func isNumeric(_ host: Substring) -> Bool {
        let labels = labels(host)
        return labels.count == 4
            && labels.allSatisfy {
                (1...3).contains($0.count) && $0.unicodeScalars.allSatisfy(CharacterKinds.isDecimal)
            }
    }

    private static func isBracketed(_ host: Substring) -> Bool {
        guard host.hasPrefix("["), host.hasSuffix("]") else { return false }
        var groups = host.dropFirst().dropLast()
            .split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3, groups[0].count <= 4, groups[1].count <= 4 else { return false }
        groups.removeFirst(2)
        let isHexadecimal = groups.allSatisfy { $0.allSatisfy { $0.isHexDigit } }
        let needed = groups.enumerated().reduce(0) { sum, group in
            let isLast = group.offset == groups.count - 1
            return sum + max((group.element.count + 3) / 4, isLast ? 0 : 1)
        }
        return isHexadecimal && needed <= 6
    }

    static func isMailbox(_ text: Substring) -> Bool {
        guard let at = text.lastIndex(of: "@"), at > text.startIndex else { return false }
        let domain = text[text.index(after: at)...]
        guard let dot = domain.lastIndex(of: "."), dot > domain.startIndex,
            domain.unicodeScalars.first?.isWordPart == true
        else { return false }
        let ending = domain[domain.index(after: dot)...]
        return !ending.isEmpty && ending.unicodeScalars.allSatisfy { $0.isWordPart }
            && domain.unicodeScalars.allSatisfy { $0.isWordPart || $0 == "." || $0 == "-" }
    }
}
