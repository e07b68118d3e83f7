import Domain
import Formats
import Persistence
import Recurrence
import Scheduling
import Testing

struct DuePlannerTests {
    /// Instants are seconds after a midnight in UTC.
    static let midnight: Int64 = 1_750_032_000
    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400

    struct Row: CustomTestStringConvertible {
        let what: String
        let when: String
        let policies: Policies
        let spread: Int64
        let accounted: Int64
        /// Microseconds after the midnight.
        let now: Int64
        /// What runs, made up for where its number is negative; the first, last and count of the missed.
        let expected: (runs: [Int64], missed: (Int64, Int64, Int64)?, until: Int64)?
        var testDescription: String { what }

        init(
            _ what: String, _ when: String, _ catchUp: CatchUpPolicy = .latest, limit: Int64 = 100,
            deadline: Int64? = nil, spread: Int64 = 0, accounted: Int64 = 0, now: Int64,
            fraction: Int64 = 0, _ expected: (runs: [Int64], (Int64, Int64, Int64)?, until: Int64)?
        ) {
            (self.what, self.when, self.spread, self.accounted) = (what, when, spread, accounted)
            policies = Policies(
                catchUp: catchUp, catchUpLimit: limit,
                startDeadline: deadline.map { .seconds($0) })
            self.expected = expected
            self.now = now * 1_000_000 + fraction
        }
    }

    static let times = [
        Row("nothing has come", "0 * * * *", now: hour - 1, nil),
        Row("a microsecond too early", "0 * * * *", now: hour, fraction: -1, nil),
        Row("on the dot", "0 * * * *", now: hour, ([hour], nil, hour)),
        Row("accounted for on the dot", "0 * * * *", accounted: hour, now: hour, nil),
        Row("accounted for ahead", "0 * * * *", accounted: 9 * hour, now: 2 * hour, nil),
        Row("a minute late is on time", "0 * * * *", now: hour + 60, ([hour], nil, hour)),
        Row(
            "more than a minute late is made up for", "0 * * * *", now: hour + 60, fraction: 1,
            ([-hour], nil, hour)),
        Row(
            "of two the later runs", "0 * * * *", now: 2 * hour,
            ([2 * hour], (hour, hour, 1), 2 * hour)),
        Row(
            "of several the latest runs, late", "0 * * * *", now: 5 * hour + 600,
            ([-5 * hour], (hour, 4 * hour, 4), 5 * hour)),
        Row(
            "a daily one twelve hours late still runs", "0 0 * * *", now: day + 12 * hour,
            ([-day], nil, day)),
        Row(
            "and a microsecond later no more", "0 0 * * *", now: day + 12 * hour, fraction: 1,
            ([], (day, day, 1), day)),
        Row(
            "days later the last of them is too late", "0 0 * * *", now: 3 * day + 13 * hour,
            ([], (day, 3 * day, 3), 3 * day)),
        Row(
            "days later the last of them is in time", "0 0 * * *", now: 3 * day + 11 * hour,
            ([-3 * day], (day, 2 * day, 2), 3 * day)),
        Row(
            "a period shorter than the lateness has a later occurrence", "every 5s", now: 62,
            ([60], (5, 55, 11), 60)),
        Row(
            "every second, the latest is never late", "every 1s", now: 100, fraction: 999_999,
            ([100], (1, 99, 99), 100)),
        Row(
            "never due again", "0 0 31 12 *", accounted: 260_000_000_000, now: 260_000_000_001, nil),
        Row("what comes once has not come", "at 2025-06-16T01:00", now: hour - 1, nil),
        Row("what comes once comes", "at 2025-06-16T01:00", now: hour, ([hour], nil, hour)),
        Row("and not again", "at 2025-06-16T01:00", accounted: hour, now: 9000 * day, nil),
        Row(
            "what comes once may be missed", "at 2025-06-16T01:00", now: 2 * day,
            ([], (hour, hour, 1), hour)),
    ]

    static let policies = [
        Row(
            "none: on time it runs", "0 * * * *", .none, now: 2 * hour + 60,
            ([2 * hour], (hour, hour, 1), 2 * hour)),
        Row(
            "none: late it is missed", "0 * * * *", .none, now: 2 * hour + 61,
            ([], (hour, 2 * hour, 2), 2 * hour)),
        Row(
            "latest: beyond its deadline it is missed", "0 0 * * *", deadline: hour,
            now: day + hour + 1, ([], (day, day, 1), day)),
        Row(
            "latest: a deadline may be longer than half a day", "0 0 * * *", deadline: day,
            now: day + 20 * hour, ([-day], nil, day)),
        Row(
            "latest: on time a short deadline is none", "0 0 * * *", deadline: 10, now: day + 50,
            ([day], nil, day)),
        Row(
            "all: each runs", "0 * * * *", .all, now: 3 * hour,
            ([-hour, -2 * hour, 3 * hour], nil, 3 * hour)),
        Row(
            "all: the newest as many as may be", "0 * * * *", .all, limit: 2, now: 5 * hour + 300,
            ([-4 * hour, -5 * hour], (hour, 3 * hour, 3), 5 * hour)),
        Row(
            "all: what is on time is not counted", "0 * * * *", .all, limit: 2, now: 5 * hour,
            ([-3 * hour, -4 * hour, 5 * hour], (hour, 2 * hour, 2), 5 * hour)),
        Row(
            "all: those within the deadline", "0 * * * *", .all, deadline: 2 * hour,
            now: 5 * hour + 300, ([-4 * hour, -5 * hour], (hour, 3 * hour, 3), 5 * hour)),
        Row(
            "all: by itself the deadline is half a day", "0 */6 * * *", .all, now: 2 * day + 1,
            ([-(day + 12 * hour + 6 * hour), 2 * day], (6 * hour, day + 12 * hour, 6), 2 * day)),
        Row(
            "all: none is in time", "0 0 * * *", .all, now: 2 * day + 13 * hour,
            ([], (day, 2 * day, 2), 2 * day)),
        Row("spread: it has not started", "0 * * * *", spread: 600, now: hour + 599, nil),
        Row(
            "spread: it starts later", "0 * * * *", spread: 600, now: hour + 600,
            ([hour], nil, hour)),
        Row(
            "spread: late is what starts late", "0 * * * *", spread: 600, now: hour + 660,
            ([hour], nil, hour)),
        Row(
            "spread: and later", "0 * * * *", spread: 600, now: hour + 661, ([-hour], nil, hour)),
        Row(
            "spread: the next one has come but not started", "0 * * * *", spread: 600,
            now: 2 * hour + 599, ([-hour], nil, hour)),
        Row(
            "spread: of two that started", "0 * * * *", spread: 600, now: 2 * hour + 600,
            ([2 * hour], (hour, hour, 1), 2 * hour)),
        Row(
            "spread: it starts before the next comes", "0 * * * *", spread: 9 * hour,
            now: 2 * hour - 1, ([hour], nil, hour)),
        Row(
            "spread: not a second before that", "0 * * * *", spread: 9 * hour, now: 2 * hour - 2,
            nil),
        Row(
            "spread: of each second", "every 1s", spread: 600, now: 5, ([5], (1, 4, 4), 5)),
    ]

    @Test(arguments: times + policies)
    func `what has come is run or missed`(row: Row) throws {
        let occurrences = Occurrences(
            Timetable(try Expression(row.when), in: .utc), offset: row.spread)
        func instant(_ seconds: Int64) -> Timestamp { Timestamp(seconds: Self.midnight + seconds) }
        let due = DuePlanner.due(
            occurrences, row.policies, accountedUntil: instant(row.accounted),
            now: Timestamp(microseconds: Self.midnight * 1_000_000 + row.now))
        let starts = row.expected?.runs.map {
            DuePlanner.Start(instant(abs($0)), $0 < 0 ? .catchUp : .schedule)
        }
        #expect(due?.starts == starts)
        let missed = due?.missed
        let expected = row.expected?.missed
        #expect(missed?.first == expected.map { instant($0.0) })
        #expect(missed?.last == expected.map { instant($0.1) })
        #expect(missed?.count == expected?.2)
        #expect(missed.map { $0.reason == .missed && !$0.message.isEmpty } != false)
        #expect(due?.accountedUntil == row.expected.map { instant($0.until) })
    }

    @Test func `account and fraction of a second do not count an occurrence twice`() throws {
        let occurrences = Occurrences(Timetable(try Expression("every 1s"), in: .utc))
        var accounted = Timestamp(microseconds: 999_999)
        var count: Int64 = 0
        for step in 1...500 as ClosedRange<Int64> {
            let now = Timestamp(microseconds: 1_000_000 + step * 730_001)
            guard let due = DuePlanner.due(occurrences, accountedUntil: accounted, now: now)
            else { continue }
            count += Int64(due.starts.count) + (due.missed?.count ?? 0)
            #expect(due.accountedUntil == Timestamp(seconds: now.seconds))
            accounted = due.accountedUntil
        }
        #expect(count == accounted.seconds)
    }

    static let many: [(when: String, count: Int64)] = [
        ("every 1s", 40 * 366 * 86_400 - 1), ("every 2s", 20 * 366 * 86_400 - 1),
        ("* * * * *", 40 * 366 * 1440 - 1), ("* * * * * *", 40 * 366 * 86_400 - 1),
    ]

    @Test(arguments: many)
    func `very many are counted, and the latest of them is right`(
        when: String, count: Int64
    ) throws {
        let occurrences = Occurrences(Timetable(try Expression(when), in: .utc))
        let now = Timestamp(seconds: Self.midnight)
        let due = try #require(
            DuePlanner.due(
                occurrences, accountedUntil: now + .seconds(-40 * 366 * 86_400), now: now))
        #expect(due.starts == [.init(now, .schedule)])
        #expect(due.accountedUntil == now)
        #expect(due.missed?.count == count)
    }

    @Test func `of very many that ended long ago none runs`() throws {
        // Each minute of the first three days of a month, and it is the sixteenth.
        let occurrences = Occurrences(Timetable(try Expression("* * 1-3 * *"), in: .utc))
        let now = Timestamp(seconds: Self.midnight)
        let due = try #require(
            DuePlanner.due(occurrences, accountedUntil: Timestamp(seconds: 0), now: now))
        #expect(due.starts.isEmpty)
        // Without the first minute, at which the account begins.
        let months: Int64 = 55 * 12 + 6
        #expect(due.missed?.count == months * 3 * 1440 - 1)
        #expect(DuePlanner.due(occurrences, accountedUntil: due.accountedUntil, now: now) == nil)
    }
}
