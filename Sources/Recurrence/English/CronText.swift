/// The fields of a cron expression as they were written, without the blanks.
struct CronText {
    /// All of them, in their order.
    let fields: [Substring]

    /// Nil for what is no cron expression.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        // The times and dates of other forms have colons.
        guard (5...7).contains(words.count), !text.contains(":") else { return nil }
        fields = words
    }

    private var start: Int { fields.count == 5 ? 0 : 1 }
    var minute: Substring { fields[start] }
    var dayOfMonth: Substring { fields[start + 2] }
    var month: Substring { fields[start + 3] }
    var dayOfWeek: Substring { fields[start + 4] }

    /// Whether each of the two day fields leaves days out.
    var hasBothDays: Bool {
        [dayOfMonth, dayOfWeek].allSatisfy { !["*", "?", "*/1"].contains($0) }
    }

    /// Whether a day field is a star with a step.
    var hasSteppedStar: Bool {
        [dayOfMonth, dayOfWeek].contains { $0.hasPrefix("*/") && $0 != "*/1" }
    }

    /// The items of the day-of-week field without their steps, each with its ends.
    private var weekItems: [[Substring]] { Self.items(dayOfWeek) }

    /// Whether days of the week are numbers.
    var hasNumberedWeekdays: Bool {
        weekItems.joined().contains { $0.first?.isNumber == true }
    }

    /// Whether Sunday is a 7.
    var hasSeven: Bool {
        weekItems.joined().contains { $0.prefix { $0.isNumber } == "7" }
    }

    /// Whether a range of names goes round the end of the week or the year.
    var goesRound: Bool {
        for (field, kind) in [(month, CronField.month), (dayOfWeek, .dayOfWeek)] {
            for item in Self.items(field) where item.count == 2 {
                let ends = item.map { kind.value(named: String($0)) ?? Int($0) ?? 0 }
                if ends[0] > ends[1] { return true }
            }
        }
        return false
    }

    /// Whether a single value has a step, as in `5/15`.
    var hasOpenStep: Bool {
        fields.joined(separator: ",").split(separator: ",").contains { item in
            let parts = item.split(separator: "/")
            return parts.count == 2 && parts[0].allSatisfy { $0.isNumber || $0.isLetter }
                && parts[0].uppercased() != "H"
        }
    }

    /// Whether a day field has an `L` or a `W` beside or instead of its numbers.
    var hasLastOrWorkday: Bool {
        Self.items(dayOfMonth).joined().contains { $0.contains { "LWlw".contains($0) } }
            || weekItems.joined().contains {
                ["L", "l"].contains($0.last) && !$0.dropLast().contains { $0.isLetter && $0 == "u" }
            }
    }

    var hasNth: Bool { dayOfWeek.contains("#") }
    var hasQuestionMark: Bool { fields.contains { $0.contains("?") } }
    var hasPlus: Bool { fields.contains { $0.contains("+") } }

    /// Whether a value is drawn from the name of what is scheduled.
    var hasHash: Bool {
        fields.contains { field in
            field.split(separator: ",").contains { ["H", "h"].contains($0.first) }
        }
    }

    private static func items(_ field: Substring) -> [[Substring]] {
        field.split(separator: ",").map { item in
            item.prefix { $0 != "/" }.split(separator: "-")
        }
    }
}
