/// Numbers, days and months as English has them.
enum Words {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    /// Sunday first, as in `DayRule`.
    static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [String], _ word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) \(last)"
    }

    /// `1st`, `22nd`, `13th`.
    static func ordinal(_ number: Int) -> String {
        let ending =
            switch (number % 100, number % 10) {
            case (11...13, _): "th"
            case (_, 1): "st"
            case (_, 2): "nd"
            case (_, 3): "rd"
            default: "th"
            }
        return "\(number)\(ending)"
    }

    /// `1 minute`, `15 minutes`.
    static func count(_ number: Int, _ unit: String) -> String {
        number == 1 ? "1 \(unit)" : "\(number) \(unit)s"
    }

    /// `every minute`, `every 15 minutes`.
    static func every(_ step: Int, _ unit: String) -> String {
        step == 1 ? "every \(unit)" : "every \(step) \(unit)s"
    }

    /// `every month`, `every 2nd month`.
    static func everyNth(_ step: Int, _ unit: String) -> String {
        step == 1 ? "every \(unit)" : "every \(ordinal(step)) \(unit)"
    }

    /// `1 week, 2 days and 3 seconds`.
    static func duration(_ seconds: Int64) -> String {
        var rest = Int(seconds)
        var pieces: [String] = []
        for (unit, length) in [
            ("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1),
        ] where rest >= length {
            pieces.append(count(rest / length, unit))
            rest %= length
        }
        return list(pieces)
    }

    /// `02:30`, and `02:30:15` where the seconds count.
    static func clock(_ hour: Int, _ minute: Int, _ second: Int = 0) -> String {
        let time = "\(twoDigits(hour)):\(twoDigits(minute))"
        return second == 0 ? time : "\(time):\(twoDigits(second))"
    }

    /// The time of day that a wall shows, in seconds since its 1970-01-01 00:00.
    static func clock(_ local: Int64) -> String {
        let second = Int(local.flooredRemainder(Day.seconds))
        return clock(second / 3_600, second / 60 % 60, second % 60)
    }

    /// The date that a wall shows, as `2026-03-29`.
    static func date(_ local: Int64) -> String {
        let day = Day(number: local.flooredQuotient(Day.seconds))
        let year = String(day.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + "-\(twoDigits(day.month))-\(twoDigits(day.day))"
    }

    /// `+02:00`, and `-00:44:30` where there are seconds.
    static func offset(_ seconds: Int64) -> String {
        let size = Int(abs(seconds))
        return (seconds < 0 ? "-" : "+") + clock(size / 3_600, size / 60 % 60, size % 60)
    }

    static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
