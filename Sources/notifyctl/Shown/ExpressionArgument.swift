import Console
import Domain
import Formats
import Platform
import Recurrence

/// What verbs that take an expression have in common: its options, its zone, its errors.
enum ExpressionArgument {
    static let timezone = Option(
        "timezone", value: "ZONE", "the expression's IANA time zone; the machine's own")
    static let from = Option(
        "from", value: "TIME", "after this instant, such as 2025-03-08T12:00Z; now")
    static let count = Option("count", short: "n", value: "N", "how many; 10")

    /// The number of occurrences that is asked for.
    static func count(_ arguments: Arguments) throws(Failure) -> Int {
        try arguments.number(
            count, standard: ConsoleLimits.occurrences, in: 1...Domain.Limits.occurrences)
    }

    static func instant(_ text: String) throws(Failure) -> Timestamp {
        guard let instant = Timestamp(text) else {
            throw .usage(
                "--from takes an instant such as 2025-03-08T12:00Z or 2025-03-08T12:00+01:00, "
                    + "not \"\(text.printable)\"")
        }
        return instant
    }

    /// The zone that the expression or the option names, else the machine's own.
    static func zone(_ name: String?, for expression: Expression) throws(Failure) -> Zone {
        if let own = expression.zoneName, let name, own != name {
            throw .usage(
                "the expression names the time zone \(own.printable), and --timezone "
                    + "\(name.printable); name one")
        }
        guard let name = expression.zoneName ?? name else { return LocalTime.machineZone() }
        do throws(UnknownZone) {
            return try SystemZones.zone(name)
        } catch {
            throw .usage(error.message.printable)
        }
    }

    /// Reads an expression; where it is wrong, the failure shows the place.
    static func expression(_ text: String, seed: UInt64 = 0) throws(Failure) -> Expression {
        do throws(ExpressionError) { return try Expression(text, seed: seed) } catch {
            throw Failure(
                error.description.printable, code: .usage, lines: marked(text, error.columns))
        }
    }

    /// The next occurrences of a timetable, in seconds since 1970 UTC.
    static func occurrences(
        of timetable: Timetable, after start: Timestamp, count: Int
    ) -> [Int64] {
        var instants: [Int64] = []
        while instants.count < count,
            let next = timetable.next(after: instants.last ?? start.seconds)
        {
            instants.append(next)
        }
        return instants
    }

    /// The text, and a line of marks under the columns; of a long text what is around them.
    private static func marked(_ text: String, _ columns: Range<Int>) -> [String] {
        // Every character is made one column wide, so that the marks stand under it.
        let shown = text.map { $0.isASCII && !$0.isWhitespace ? $0 : $0.isWhitespace ? " " : "?" }
        guard !shown.isEmpty else { return [] }
        let room = ConsoleLimits.columns - 4
        let first = min(columns.lowerBound, shown.count)
        let start = shown.count <= room ? 0 : max(0, min(first - room / 2, shown.count - room))
        let piece = shown[start..<min(shown.count, start + room)]
        let width = max(1, min(columns.count, start + room - first))
        return [
            "  " + String(piece),
            "  " + String(repeating: " ", count: first - start)
                + String(repeating: "^", count: width),
        ]
    }
}
