/// The words of a cron expression, each a field.
///
/// A day is due that matches either of the two day fields; both are asked for when one of them begins
/// with `*`, as in Debian's cron, with `?`, which is the same, or with `+`, as in `0 0 1-7 * +mon`.
enum CronFields {
    /// Reads five words as crontab(5) of Debian's cron does, six with seconds first, seven with the
    /// year last; refuses what no day can match.
    static func parse(
        _ source: Source, words: [Range<Int>], seed: UInt64
    ) throws(ExpressionError) -> WallPattern {
        try refuseZone(source, words)
        guard let fields = CronField.fields(ofWords: words.count) else {
            throw countError(source, words)
        }
        let pattern: WallPattern
        do throws(ExpressionError) {
            pattern = try assemble(source, Array(zip(fields, words)), seed: seed)
        } catch {
            throw commandError(source, words) ?? error
        }
        if let reason = Impossibility(pattern, source: source, words: words).reason {
            throw reason
        }
        return pattern
    }

    private static func assemble(
        _ source: Source, _ fields: [(CronField, Range<Int>)], seed: UInt64
    ) throws(ExpressionError) -> WallPattern {
        var pattern = WallPattern(
            seconds: fields.count == 5 ? 1 : 0, minutes: 0, hours: 0,
            days: DayRule(ofMonth: 0, ofWeek: 0, either: true), months: 0,
            followsElapsedTime: false)
        for (field, range) in fields {
            let parser = FieldParser(field: field, source: source, range: range, seed: seed)
            for item in try parser.parse() { pattern.add(item, to: field) }
            let sign = source.bytes[range.lowerBound]
            switch field {
            case .minute, .hour:
                if sign == UInt8(ascii: "*") { pattern.followsElapsedTime = true }
            case .dayOfMonth, .dayOfWeek:
                // Debian's rule for the star; the plus asks for both days and nothing else.
                if "*?+".utf8.contains(sign) { pattern.days.either = false }
            case .year:
                if source.string(range) == "*" { pattern.years = nil }
            default: break
            }
        }
        return pattern
    }
}

extension WallPattern {
    /// Adds what one item of a field stands for.
    fileprivate mutating func add(_ item: FieldItem, to field: CronField) {
        func bit(_ number: Int) -> UInt64 { 1 << UInt64(number) }
        switch item {
        case .values(let values):
            if field == .year {
                years = Set((years ?? []) + values).sorted()
                return
            }
            let set = values.reduce(0) { $0 | bit($1) }
            switch field {
            case .second: seconds |= set
            case .minute: minutes |= set
            case .hour: hours |= set
            case .dayOfMonth: days.ofMonth |= set
            case .month: months |= set
            case .dayOfWeek: days.ofWeek |= set
            case .year: break
            }
        case .fromEnd(let back): days.fromEnd |= bit(back)
        case .workday(let day): days.nearestWorkday |= bit(day)
        case .workdayNearFromEnd(let back): days.nearestWorkdayFromEnd |= bit(back)
        case .nth(let nth, let weekday): days.nthOfWeek |= bit(7 * (nth - 1) + weekday)
        case .last(let weekday): days.lastOfWeek |= bit(weekday)
        }
    }
}
