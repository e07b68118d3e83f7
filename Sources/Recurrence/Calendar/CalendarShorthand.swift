/// The words that stand for a whole calendar expression, as systemd.time(7) lists them.
enum CalendarShorthand: String, CaseIterable {
    case minutely, hourly, daily, weekly, monthly, quarterly, semiannually, yearly
    case annually
    // Further spellings that systemd takes.
    case semiAnnually = "semi-annually"
    case biannually
    case biAnnually = "bi-annually"
    case anually

    /// The shorthand that a word is, whatever its case.
    init?(_ word: String) {
        self.init(rawValue: word.lowercased())
    }

    /// What the shorthand stands for.
    var expanded: String {
        switch self {
        case .minutely: "*-*-* *:*:00"
        case .hourly: "*-*-* *:00:00"
        case .daily: "*-*-* 00:00:00"
        case .weekly: "Mon *-*-* 00:00:00"
        case .monthly: "*-*-01 00:00:00"
        case .quarterly: "*-01,04,07,10-01 00:00:00"
        case .semiannually, .semiAnnually, .biannually, .biAnnually: "*-01,07-01 00:00:00"
        case .yearly, .annually, .anually: "*-01-01 00:00:00"
        }
    }

    /// The expression for the shorthand's days and another time.
    func expanded(at time: String) -> String {
        let words = expanded.split(separator: " ").dropLast()
        return "\(words.joined(separator: " ")) \(time)"
    }
}
