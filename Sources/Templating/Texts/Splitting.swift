/// Cutting texts up and trimming them, with Python's rules.
enum Splitting {
    typealias Scalars = [Unicode.Scalar]

    static func trimmed(
        _ text: String, _ characters: String?, front: Bool = true, back: Bool = true
    ) -> String {
        let unwanted = characters.map { Set($0.unicodeScalars) }
        func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
            unwanted?.contains(scalar) ?? scalar.isBlank
        }
        var rest = text.unicodeScalars[...]
        while front, let first = rest.first, isUnwanted(first) { rest.removeFirst() }
        while back, let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return String(rest)
    }

    /// The words between runs of blanks, at most `limit` cuts from one of the ends.
    static func words(_ text: String, limit: Int, fromBack: Bool = false) -> [String] {
        var scalars = Array(text.unicodeScalars)
        if fromBack { scalars.reverse() }
        var words: [Scalars] = []
        var index = scalars.firstIndex { !$0.isBlank } ?? scalars.count
        while index < scalars.count {
            if words.count == limit {
                // The rest stays as it is, its blanks included.
                words.append(Array(scalars[index...]))
                break
            }
            let end = scalars[index...].firstIndex { $0.isBlank } ?? scalars.count
            words.append(Array(scalars[index..<end]))
            index = scalars[end...].firstIndex { !$0.isBlank } ?? scalars.count
        }
        if fromBack { words = words.reversed().map { $0.reversed() } }
        return words.map { String($0) }
    }

    /// The parts between a separator that is not empty.
    static func parts(
        _ text: String, _ separator: String, limit: Int, fromBack: Bool = false
    ) -> [String] {
        var bytes = Array(text.utf8)
        var pattern = Array(separator.utf8)
        if fromBack {
            bytes.reverse()
            pattern.reverse()
        }
        let places = TextSearch(pattern).all(in: bytes, limit: limit)
        var parts: [[UInt8]] = []
        var start = 0
        for place in places {
            parts.append(Array(bytes[start..<place]))
            start = place + pattern.count
        }
        parts.append(Array(bytes[start...]))
        if fromBack { parts = parts.reversed().map { $0.reversed() } }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    static func lines(_ text: String, keepingEnds: Bool = false) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var lines: [String] = []
        var start = 0
        var index = 0
        while index < scalars.count {
            guard scalars[index].endsLine else {
                index += 1
                continue
            }
            let end = index
            index += 1
            if scalars[end] == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
            lines.append(String(scalars[start..<(keepingEnds ? index : end)]))
            start = index
        }
        if start < scalars.count { lines.append(String(scalars[start...])) }
        return lines
    }

    static func replaced(
        _ text: String, _ old: String, _ new: String, limit: Int, _ rendering: Rendering
    ) throws(Fault) -> String {
        try rendering.spend(items: text.utf8.count)
        if old.isEmpty { return try interleaved(text, new, limit: limit, rendering) }
        let bytes = Array(text.utf8)
        let places = TextSearch(old).all(in: bytes, limit: limit)
        let growth = rendering.product(places.count, max(new.utf8.count - old.utf8.count, 0))
        try rendering.check(bytes: growth == .max ? growth : bytes.count + growth)
        var result: [UInt8] = []
        var start = 0
        for place in places {
            result += bytes[start..<place]
            result += new.utf8
            start = place + old.utf8.count
        }
        result += bytes[start...]
        return String(decoding: result, as: UTF8.self)
    }

    /// What replacing nothing by something does: it stands around every character.
    private static func interleaved(
        _ text: String, _ new: String, limit: Int, _ rendering: Rendering
    ) throws(Fault) -> String {
        let scalars = Array(text.unicodeScalars)
        let count = min(limit, scalars.count + 1)
        let growth = rendering.product(count, new.utf8.count)
        try rendering.check(bytes: growth == .max ? growth : text.utf8.count + growth)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if index < count { result += new }
            result.unicodeScalars.append(scalar)
        }
        if count > scalars.count { result += new }
        return result
    }
}
