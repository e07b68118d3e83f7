internal import Formats

/// An instant as mails have it (RFC 5322, section 3.3): `Sat, 08 Mar 2025 12:00:00 +0000`.
enum MailDate {
    static func text(_ instant: Timestamp) -> String {
        let days = instant.seconds.floorDivided(by: 86_400)
        let time = instant.seconds - days * 86_400
        let (year, month, day) = CivilDate.from(daysSinceEpoch: days)
        // 1970-01-01 was a Thursday.
        let weekday = weekdays[Int((days + 4) - (days + 4).floorDivided(by: 7) * 7)]
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        return "\(weekday), \(twoDigits(day)) \(months[Int(month - 1)]) \(year) \(clock) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
