/// The days of a pattern in English: `on Mondays`, `on the 1st and 15th of every month`.
struct DayWords {
    private let rule: DayRule
    private let months: Values
    private let years: Values?

    init(_ pattern: WallPattern) {
        rule = pattern.days
        months = Values(pattern.months)
        years = pattern.years.map { Values($0) }
    }

    private var isAnyDate: Bool { Values(rule.ofMonth).count == 31 }
    private var isAnyWeekday: Bool { Values(rule.ofWeek).count == 7 }

    /// Whether no day is left out within the months and years.
    private var isEveryDay: Bool {
        rule.either ? isAnyDate || isAnyWeekday : isAnyDate && isAnyWeekday
    }

    /// Nil when every day is meant; what comes at any hour need not be said to come every day.
    func text(isAnyHour: Bool) -> String? {
        if isEveryDay {
            let limits = inMonths + inYears
            if limits.isEmpty { return nil }
            return isAnyHour ? String(limits.dropFirst()) : "every day\(limits)"
        }
        if rule.either {
            if months.count == 12 {
                return
                    "on \(dates)\(ofMonths(isRare: isLateDate)), and also \(weekdays(inMonths))\(inYears)"
            }
            return inMonths.dropFirst() + " on \(dates), and also \(weekdays(""))\(inYears)"
        }
        if isAnyDate { return weekdays(inMonths) + inYears }
        if isAnyWeekday {
            let isOneMonth = months.count == 1 && years?.count == 1
            return "on \(dates)\(ofMonths(isRare: isLateDate))"
                + (isOneMonth ? " \(years?.first ?? 0)" : inYears)
        }
        if isPlainDates, !isCounted, weekRange == nil {
            return "\(weekdays("")) that fall on \(dates)\(ofMonths(isRare: isLateDate))\(inYears)"
        }
        return "\(weekdays("")), but only on \(dates)\(ofMonths(isRare: isLateDate))\(inYears)"
    }

    /// Whether the dates are mere numbers.
    private var isPlainDates: Bool {
        rule.fromEnd == 0 && rule.nearestWorkday == 0 && rule.nearestWorkdayFromEnd == 0
            && Values(rule.ofMonth).pieces.allSatisfy { $0.count == 1 }
            && Values(rule.ofMonth).count <= 4
    }

    /// `the 1st and 15th`, `the last day`, `the weekday nearest the 15th`.
    private var dates: String {
        var items: [String] = []
        let numbers = Values(rule.ofMonth)
        if let step = numbers.step, step > 1, numbers.count > 4 {
            items.append(
                "\(Words.everyNth(step, "day")) from the \(Words.ordinal(numbers.first)) "
                    + "to the \(Words.ordinal(numbers.last))")
        } else if numbers.count > 0 {
            items.append("the " + numbers.list(Words.ordinal))
        }
        items += Values(rule.nearestWorkday).all.map {
            "the weekday nearest the \(Words.ordinal($0))"
        }
        for back in Values(rule.nearestWorkdayFromEnd).all.reversed() {
            items.append(
                back == 0 ? "the last weekday" : "the weekday nearest \(Self.fromEnd(back))")
        }
        items += Values(rule.fromEnd).all.reversed().map(Self.fromEnd)
        return Words.list(items, items.count == 2 && numbers.count > 1 ? "and on" : "and")
    }

    private static func fromEnd(_ back: Int) -> String {
        switch back {
        case 0: "the last day"
        case 1: "the day before the last"
        default: "the day \(back) days before the last"
        }
    }

    /// Whether some months have no such date, and that is worth a word.
    private var isLateDate: Bool {
        let numbers = Values(rule.ofMonth)
        return !rule.either && numbers.count == 1 && numbers.first > 28 && isPlainDates
    }

    private var isCounted: Bool { rule.nthOfWeek != 0 || rule.lastOfWeek != 0 }

    /// The first and the last of at least three days that follow each other round the week.
    private var weekRange: (first: Int, last: Int)? {
        let days = Values(rule.ofWeek)
        guard !isCounted, (3...6).contains(days.count) else { return nil }
        let starts = days.all.filter { !days.all.contains(($0 + 6) % 7) }
        guard starts.count == 1 else { return nil }
        return (starts[0], (starts[0] + days.count - 1) % 7)
    }

    /// `on Mondays`, `from Monday to Friday`, `on the last Friday of every month`.
    private func weekdays(_ place: String) -> String {
        if let range = weekRange {
            let days = "from \(Words.weekdays[range.first]) to \(Words.weekdays[range.last])"
            return place.hasPrefix(" from") ? "\(days),\(place)" : days + place
        }
        // A week begins on Monday here, so that a weekend is not torn apart.
        let order = [1, 2, 3, 4, 5, 6, 0]
        let plain = order.filter { rule.ofWeek & (1 << UInt64($0)) != 0 }
            .map { "\(Words.weekdays[$0])s" }
        guard isCounted else { return "on \(Words.list(plain))\(place)" }
        var counted: [String] = []
        for week in 1...5 {
            counted += order.filter { rule.nthOfWeek & (1 << UInt64(7 * (week - 1) + $0)) != 0 }
                .map { "the \(Words.ordinal(week)) \(Words.weekdays[$0])" }
        }
        counted += order.filter { rule.lastOfWeek & (1 << UInt64($0)) != 0 }
            .map { "the last \(Words.weekdays[$0])" }
        let earlier = WallPattern.bits(0...27)
        let isFifth = counted.count == 1 && rule.lastOfWeek == 0 && rule.nthOfWeek & earlier == 0
        let last = "\(Words.list(counted))\(ofMonths(isRare: isFifth))"
        return plain.isEmpty ? "on \(last)" : "on \(Words.list(plain)), and on \(last)"
    }

    /// - Parameter isRare: some months have no such day, and that is worth a word.
    private func ofMonths(isRare: Bool = false) -> String {
        if months.count == 12 { return " of every month" + (isRare ? " that has one" : "") }
        if let step = months.step, step == 1 || months.count > 4 {
            return " of \(Words.everyNth(step, "month")) from \(month(months.first)) "
                + "to \(month(months.last))"
        }
        return " of \(months.list(month))"
    }

    private var inMonths: String {
        if months.count == 12 { return "" }
        if let step = months.step, step == 1 || months.count > 4 {
            return (step == 1 ? " " : " in \(Words.everyNth(step, "month")) ")
                + "from \(month(months.first)) to \(month(months.last))"
        }
        return " in \(months.list(month))"
    }

    private func month(_ number: Int) -> String { Words.months[number - 1] }

    private var inYears: String {
        guard let years else { return "" }
        if let step = years.step, step == 1 || years.count > 4 {
            return (step == 1 ? " " : " in \(Words.everyNth(step, "year")) ")
                + "from \(years.first) to \(years.last)"
        }
        return " in \(years.list { "\($0)" })"
    }
}
