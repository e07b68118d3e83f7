internal import Formats

/// A format for `now()`, with the letters of strftime(3) in UTC and in English.
struct TimeFormat {
    private let format: String

    init(_ format: String) { self.format = format }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    func text(of instant: Timestamp, _ rendering: Rendering) throws(Fault) -> String {
        var text = ""
        var scalars = format.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            if scalar != "%" {
                text.unicodeScalars.append(scalar)
            } else if let letter = scalars.next(), let part = Self.part(letter, instant) {
                text += part
            } else {
                throw .value(
                    "the format \"\(format.shown)\" has a letter that is not known behind a %")
            }
            if text.utf8.count > rendering.limits.textBytes {
                try rendering.check(bytes: text.utf8.count)
            }
        }
        return text
    }

    private static func part(_ letter: Unicode.Scalar, _ instant: Timestamp) -> String? {
        let days = instant.seconds.floorDivided(by: 86_400)
        let (year, month, day) = CivilDate.from(daysSinceEpoch: days)
        let second = instant.seconds - days * 86_400
        return date(letter, year, month, day, days)
            ?? time(letter, second, instant)
            ?? combined(letter, instant)
    }

    private static func date(
        _ letter: Unicode.Scalar, _ year: Int64, _ month: Int64, _ day: Int64, _ days: Int64
    ) -> String? {
        let weekday = Int((days + 4) - (days + 4).floorDivided(by: 7) * 7)
        let yearDay =
            days - CivilDate.daysSinceEpoch(year: year, month: 1, day: 1) + 1
        return switch letter {
        case "Y": padded(year, 4)
        case "y": padded(year - year.floorDivided(by: 100) * 100, 2)
        case "m": padded(month, 2)
        case "d": padded(day, 2)
        case "e": String(repeating: " ", count: day < 10 ? 1 : 0) + String(day)
        case "j": padded(yearDay, 3)
        case "B": months[Int(month - 1)]
        case "b", "h": String(months[Int(month - 1)].prefix(3))
        case "A": weekdays[weekday]
        case "a": String(weekdays[weekday].prefix(3))
        case "u": String(weekday == 0 ? 7 : weekday)
        case "w": String(weekday)
        default: nil
        }
    }

    private static func time(
        _ letter: Unicode.Scalar, _ second: Int64, _ instant: Timestamp
    ) -> String? {
        switch letter {
        case "H": padded(second / 3600, 2)
        case "I": padded((second / 3600 + 11) % 12 + 1, 2)
        case "M": padded(second / 60 % 60, 2)
        case "S": padded(second % 60, 2)
        case "f": padded(instant.microseconds - instant.seconds * 1_000_000, 6)
        case "p": second < 43_200 ? "AM" : "PM"
        case "s": String(instant.seconds)
        case "Z": "UTC"
        case "z": "+0000"
        default: nil
        }
    }

    private static func combined(_ letter: Unicode.Scalar, _ instant: Timestamp) -> String? {
        func parts(_ letters: Unicode.Scalar..., between: String) -> String {
            letters.compactMap { part($0, instant) }.joined(separator: between)
        }
        return switch letter {
        case "F": parts("Y", "m", "d", between: "-")
        case "T": parts("H", "M", "S", between: ":")
        case "R": parts("H", "M", between: ":")
        case "n": "\n"
        case "t": "\t"
        case "%": "%"
        default: nil
        }
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
