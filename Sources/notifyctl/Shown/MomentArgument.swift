import Console
import Formats
import Recurrence

/// Reads an instant as people write it: with an offset from UTC, or as a clock on some wall shows it.
enum MomentArgument {
    private static let forms =
        "2026-12-24, 2026-12-24T18:00, 2026-12-24T18:00Z or 2026-12-24T18:00+01:00"

    /// The instant; a date alone is the beginning of its day.
    static func instant(_ text: String, in zone: Zone) throws(Failure) -> Timestamp {
        if let instant = Timestamp(text) { return instant }
        guard !text.contains(where: \.isWhitespace), let expression = try? Expression("at \(text)"),
            let instant = Timetable(expression, in: zone).next(
                after: Timetable.instants.lowerBound - 1)
        else {
            throw .usage("\"\(text.printable)\" is no time: write for example \(forms)")
        }
        return Timestamp(seconds: instant)
    }

    /// The instant; a date alone is the end of its day.
    static func lastInstant(_ text: String, in zone: Zone) throws(Failure) -> Timestamp {
        let instant = try instant(text, in: zone)
        guard text.count == "2026-12-24".count else { return instant }
        guard let midnight = next("0 0 * * *", in: zone, after: instant) else { return instant }
        return Timestamp(microseconds: midnight.microseconds - 1)
    }

    /// An instant to come: so long from now (`2h`), the next time of day (`18:00`), or an instant.
    static func instantToCome(_ text: String, time: LocalTime) throws(Failure) -> Timestamp {
        if !text.allSatisfy(\.isNumber), let duration = Duration(text: text) {
            return time.now + duration
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 && Int($0) != nil })
        else { return try instant(text, in: time.zone) }
        let second = parts.count == 3 ? parts[2] : "00"
        guard
            let instant = next(
                "\(second) \(parts[1]) \(parts[0]) * * *", in: time.zone, after: time.now)
        else { throw .usage("\"\(text.printable)\" is no time of day: write for example 18:00") }
        return instant
    }

    private static func next(
        _ expression: String, in zone: Zone, after instant: Timestamp
    ) -> Timestamp? {
        guard let expression = try? Expression(expression) else { return nil }
        return Timetable(expression, in: zone).next(after: instant.seconds)
            .map { Timestamp(seconds: $0) }
    }
}
