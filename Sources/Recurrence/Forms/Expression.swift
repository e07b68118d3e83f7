/// When something is due: a parsed cron expression, keyword or interval, without a zone.
///
/// The forms are cron fields as in crontab(5), six with seconds first, seven with the year last; the
/// keywords `@hourly` to `@yearly` and `@reboot`; `every` and `after` with an interval; and `at` with
/// a date and a time of day. An expression that can never come, such as 30 February, is refused as
/// well. One whose years are all past is not, because no clock is read here: then
/// `Timetable.next(after:)` of the present is nil.
package struct Expression: Sendable, Hashable {
    /// The text it was made from, its blanks made single spaces; parsing it gives this value again.
    package let text: String
    let form: Form
    /// Whether it was written as `at`.
    private let isOnce: Bool
    enum Form: Sendable, Hashable {
        case wall(WallPattern)
        case interval(Interval)
        /// One instant, whatever clocks on walls show.
        case instant(Int64)
        /// So long after the last run ended.
        case after(Interval)
        /// When the machine has started.
        case boot
    }

    /// The IANA zone that the text itself names.
    package let zoneName: String?

    /// What makes an expression due.
    package enum Cause: Sendable, Hashable {
        /// The time alone, any number of times.
        case recurrence
        /// The time, once.
        case once
        /// The end of the last run, so many seconds ago.
        case end(ago: Int64)
        /// The start of the machine.
        case boot
    }

    /// Whether a clock on the wall decides when it is due, so that changes of the clock touch it.
    package var followsWall: Bool {
        if case .wall = form { true } else { false }
    }

    package var cause: Cause {
        switch form {
        case .wall, .interval: isOnce ? .once : .recurrence
        case .instant: .once
        case .after(let interval): .end(ago: interval.seconds)
        case .boot: .boot
        }
    }

    /// - Parameter seed: what `H` is drawn from; the same seed draws the same.
    package init(_ text: String, seed: UInt64 = 0) throws(ExpressionError) {
        let source = try Source(text)
        let words = source.words
        guard let first = words.first else {
            throw source.error(
                "the expression is empty",
                hint: "write for example 30 4 * * *, @daily or every 15m",
                at: 0..<source.bytes.count)
        }
        let opening = source.string(first).lowercased()
        var zoneName: String?
        switch opening {
        case _ where opening.hasPrefix("@"): form = try Keyword.parse(source, words: words)
        case "every": form = .interval(try Interval.parse(source, words: words))
        case "after": form = .after(try Interval.parse(source, words: words))
        case "at": form = try Moment.parse(source, words: words)
        case _ where CalendarText.isMeant(source, words: words):
            let calendar = try CalendarText.parse(source, words: words)
            form = .wall(calendar.pattern)
            zoneName = calendar.zoneName
        default: form = .wall(try CronFields.parse(source, words: words, seed: seed))
        }
        isOnce = opening == "at"
        self.zoneName = zoneName
        self.text = words.map(source.string).joined(separator: " ")
    }
}

extension Expression: CustomStringConvertible {
    package var description: String { text }
}
