import Recurrence

/// A model of the main loop of Debian's cron, minute by minute: what it runs, and at which instants.
///
/// It is slow and plain on purpose. Clock time is the time on the wall in minutes; virtual time is the
/// minute for which everything has been run, and the difference of the two decides as in cron(8).
struct DebianCron {
    let expression: RandomCron
    let zone: Zone

    /// The instants from `first` to `last`, both whole minutes, at which the expression runs.
    func runs(from first: Int64, to last: Int64) -> [Int64] {
        var found: [Int64] = []
        var virtual = zone.local(at: first) / 60 - 1
        for instant in stride(from: first, through: last, by: 60) {
            let clock = zone.local(at: instant) / 60
            let ahead = clock - virtual
            var runs = false
            if ahead > 180 || ahead <= -180 {
                runs = matches(clock * 60)
                virtual = clock
            } else if ahead <= 0 {
                runs = expression.followsElapsedTime && matches(clock * 60)
            } else if expression.followsElapsedTime {
                runs = matches(clock * 60)
                virtual = clock
            } else {
                runs = (virtual + 1...clock).contains { matches($0 * 60) }
                virtual = clock
            }
            if runs { found.append(instant) }
        }
        return found
    }

    /// Whether a second on the wall, counted from 1970-01-01 00:00, matches the fields.
    func matches(_ local: Int64) -> Bool {
        let time = Int(local % 86_400)
        // The time of day first: most need no date.
        guard expression.values[0].contains(time % 60),
            expression.values[1].contains(time % 3_600 / 60),
            expression.values[2].contains(time / 3_600)
        else { return false }
        let days = local / 86_400
        // The date by walking from a known one: year by year, then month by month.
        var year: Int64 = 1970
        var left = days
        while left >= length(ofYear: year) {
            left -= length(ofYear: year)
            year += 1
        }
        let lengths = [31, length(ofYear: year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while left >= lengths[month] {
            left -= lengths[month]
            month += 1
        }
        return expression.matches(
            year: Int(year), month: month + 1, day: Int(left) + 1, length: Int(lengths[month]),
            weekday: Int((days + 4) % 7), time: time)
    }

    private func length(ofYear year: Int64) -> Int64 {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
    }
}
