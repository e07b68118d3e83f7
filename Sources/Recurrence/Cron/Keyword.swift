/// The names for common expressions, as in crontab(5).
enum Keyword: String, CaseIterable {
    case hourly, daily, midnight, weekly, monthly, yearly, annually, reboot

    /// The five fields that the keyword stands for; nil where it is no time.
    var fields: String? {
        switch self {
        case .hourly: "0 * * * *"
        case .daily, .midnight: "0 0 * * *"
        case .weekly: "0 0 * * 0"
        case .monthly: "0 0 1 * *"
        case .yearly, .annually: "0 0 1 1 *"
        case .reboot: nil
        }
    }

    static func parse(
        _ source: Source, words: [Range<Int>]
    ) throws(ExpressionError) -> Expression.Form {
        let name = words[0].dropFirst()
        let range = name.startIndex..<name.endIndex
        guard let keyword = Keyword(rawValue: source.string(range).lowercased()) else {
            let known = allCases.map { "@\($0.rawValue)" }.joined(separator: ", ")
            throw source.error(
                "\(source.quoted(words[0])) is not a keyword; known are \(known)",
                hint: source.string(range) == "every" ? "write every, without the @" : nil,
                at: words[0])
        }
        guard words.count == 1 else {
            throw source.error(
                "the keyword @\(keyword.rawValue) is a whole expression, "
                    + "but \(source.quoted(words[1])) follows it",
                hint: "write @\(keyword.rawValue) alone",
                at: words[1].lowerBound..<words[words.count - 1].upperBound)
        }
        guard let text = keyword.fields else { return .boot }
        let fields = try Source(text)
        return .wall(try CronFields.parse(fields, words: fields.words, seed: 0))
    }
}
