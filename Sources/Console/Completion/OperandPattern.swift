/// What a verb takes as operands, place by place, as its help text shows it.
///
/// `SCHEDULE|RUN [TIME]`, `FILE…`, and in forms of their own `DELIVERY | RUN NOTIFICATION`.
struct OperandPattern {
    private let forms: [[Substring]]

    init(_ operands: String) {
        forms = Self.split(operands, at: " | ").map { form in
            form.split(separator: " ").filter { $0 != "[--]" }
        }
    }

    /// What the operand at a place may be.
    func completions(at place: Int) -> [Completion] {
        var found: [Completion] = []
        for form in forms {
            guard let shown = place < form.count ? form[place] : Self.repeated(form) else {
                continue
            }
            for word in shown.split(whereSeparator: { "[]|…".contains($0) }) {
                guard let completion = Completion(word: String(word)),
                    !found.contains(completion)
                else { continue }
                found.append(completion)
            }
        }
        return found
    }

    private static func repeated(_ form: [Substring]) -> Substring? {
        form.last.flatMap { $0.contains("…") ? $0 : nil }
    }

    private static func split(_ text: String, at separator: String) -> [Substring] {
        var rest = text[...]
        var parts: [Substring] = []
        while let range = rest.firstRange(of: separator) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
