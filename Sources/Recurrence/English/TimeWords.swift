/// The times of day of a pattern in English: `at 02:30`, `every 15 minutes from 09:00 to 17:45`.
struct TimeWords {
    let seconds: Values
    let minutes: Values
    let hours: Values

    /// Up to so many times are listed one by one.
    private static let listed = 4

    init(_ pattern: WallPattern) {
        seconds = Values(pattern.seconds)
        minutes = Values(pattern.minutes)
        hours = Values(pattern.hours)
    }

    /// Whether it is the same in every hour of the day.
    var isAnyHour: Bool { hours.count == 24 }

    /// Whether it is a plain list of times of day.
    var isList: Bool { seconds.count * minutes.count * hours.count <= Self.listed }

    var text: String {
        if isList {
            var times: [String] = []
            for hour in hours.all {
                for minute in minutes.all {
                    for second in seconds.all { times.append(Words.clock(hour, minute, second)) }
                }
            }
            return "at \(Words.list(times))"
        }
        if seconds.count > 1 { return withSeconds }
        if minutes.count == 1 { return hourly(minutes.first, seconds.first) }
        if seconds.first == 0 { return withMinutes }
        let past = "at \(Words.count(seconds.first, "second")) past"
        return minutes.count == 60 && isAnyHour
            ? "\(past) every minute" : "\(past) the minute, \(withMinutes)"
    }

    private var withSeconds: String {
        let steady = seconds.cycle(of: 60)
        if minutes.count == 60, isAnyHour {
            guard let steady, seconds.first == 0 else {
                return "\(Self.each(seconds, "second")) past every minute"
            }
            return Words.every(steady, "second")
        }
        if let steady, minutes.count == 60, hours.isRun {
            return Words.every(steady, "second") + " from "
                + Words.clock(hours.first, 0, seconds.first)
                + " to " + Words.clock(hours.last, 59, seconds.last)
        }
        if minutes.count == 1, hours.count == 1, let step = seconds.step {
            return Words.every(step, "second") + " from "
                + Words.clock(hours.first, minutes.first, seconds.first)
                + " to " + Words.clock(hours.first, minutes.first, seconds.last)
        }
        let minutes = TimeWords(seconds: Values([0]), minutes: minutes, hours: hours).text
        if let steady, seconds.first == 0 {
            return "\(Words.every(steady, "second")) for one minute, \(minutes)"
        }
        return "\(Self.each(seconds, "second")) past the minute, \(minutes)"
    }

    private init(seconds: Values, minutes: Values, hours: Values) {
        self.seconds = seconds
        self.minutes = minutes
        self.hours = hours
    }

    private var withMinutes: String {
        if let steady = minutes.cycle(of: 60) {
            if isAnyHour, minutes.first == 0 { return Words.every(steady, "minute") }
            if !isAnyHour, hours.isRun {
                return Words.every(steady, "minute") + " from "
                    + Words.clock(hours.first, minutes.first)
                    + " to " + Words.clock(hours.last, minutes.last)
            }
            if minutes.first == 0, minutes.count > Self.listed {
                return "\(Words.every(steady, "minute")) in \(hourWords)"
            }
        }
        if hours.count == 1, let step = minutes.step {
            return Words.every(step, "minute") + " from "
                + Words.clock(hours.first, minutes.first)
                + " to " + Words.clock(hours.first, minutes.last)
        }
        return "\(Self.each(minutes, "minute")) past \(hourWords)"
    }

    /// `at 5, 17 and 20 to 30 minutes`, `every 5 minutes from 2 to 57 minutes`.
    private static func each(_ values: Values, _ unit: String) -> String {
        if let step = values.step, step == 1 || values.count > listed {
            return "\(Words.every(step, unit)) from \(values.first) to \(values.last) \(unit)s"
        }
        return "at \(values.list { "\($0)" }) \(unit)s"
    }

    /// Hours that a number of minutes is past.
    private var hourWords: String {
        if isAnyHour { return "every hour" }
        if let step = hours.step {
            return "\(Words.everyNth(step, "hour")) from \(Self.hour(hours.first)) "
                + "to \(Self.hour(hours.last))"
        }
        return (hours.count == 1 ? "" : "the hours ") + hours.list(Self.hour)
    }

    private static func hour(_ hour: Int) -> String { Words.clock(hour, 0) }

    /// One time in every hour.
    private func hourly(_ minute: Int, _ second: Int) -> String {
        if isAnyHour {
            if minute == 0 && second == 0 { return "every hour" }
            let past = [(minute, "minute"), (second, "second")].filter { $0.0 > 0 }
            return "at \(Words.list(past.map { Words.count($0.0, $0.1) })) past every hour"
        }
        func time(_ hour: Int) -> String { Words.clock(hour, minute, second) }
        if let step = hours.step {
            return "\(Words.every(step, "hour")) from \(time(hours.first)) to \(time(hours.last))"
        }
        let pieces = hours.pieces
        let single = pieces.filter { $0.count == 1 }.map { time($0.lowerBound) }
        let runs = pieces.filter { $0.count > 1 }
            .map { "from \(time($0.lowerBound)) to \(time($0.upperBound))" }
        return [
            single.isEmpty ? "" : "at \(Words.list(single))",
            runs.isEmpty ? "" : "every hour \(Words.list(runs))",
        ].filter { !$0.isEmpty }.joined(separator: ", and ")
    }
}
