import Recurrence
import TestKit
import Testing

/// The forms that are not cron fields, and what they are due by.
@Suite struct FormTests {
    @Test(arguments: [
        ("0 4 * * *", Expression.Cause.recurrence), ("@daily", .recurrence),
        ("every 15m", .recurrence), ("after 15m", .end(ago: 900)), ("after 1w", .end(ago: 604_800)),
        ("@reboot", .boot), ("at 2026-12-24", .once), ("at 2026-12-24T18:00Z", .once),
        ("0 0 0 24 12 * 2026", .recurrence),
    ])
    func `each form has its cause`(text: String, cause: Expression.Cause) throws {
        let expression = try Expression(text)
        #expect(expression.cause == cause)
        #expect(expression.zoneName == nil)
    }

    @Test(arguments: ["after 15m", "@reboot"])
    func `what depends on something else than time has no next occurrence`(text: String) throws {
        let timetable = Timetable(try Expression(text), in: .utc)
        #expect(timetable.next(after: 1_750_000_000) == nil)
        #expect(timetable.period(around: 1_750_000_000) == 86_400)
        #expect(timetable.steps(after: 1_750_000_000) == 1)
    }

    @Test(arguments: [
        ("at 2026-12-24T18:00", "Europe/Berlin", "2026-12-24T17:00Z"),
        ("at 2026-12-24 18:00", "Asia/Kathmandu", "2026-12-24T12:15Z"),
        ("at 2026-12-24", "Europe/Berlin", "2026-12-23T23:00Z"),
        ("at 2026-12-24T18:00Z", "Europe/Berlin", "2026-12-24T18:00Z"),
        ("at 2026-12-24 18:00z", "Europe/Berlin", "2026-12-24T18:00Z"),
        ("at 2026-12-24T18:00+01:00", "Asia/Tokyo", "2026-12-24T17:00Z"),
        ("at 2027-01-01T00:30-03:30", "Asia/Tokyo", "2027-01-01T04:00Z"),
        // In the gap it comes when the gap ends, in the repeated hour at the first.
        ("at 2025-03-09T02:30", "America/New_York", "2025-03-09T07:00Z"),
        ("at 2025-11-02T01:30", "America/New_York", "2025-11-02T05:30Z"),
        ("at 2199-12-31T23:59", "UTC", "2199-12-31T23:59Z"),
        ("at 1970-01-01T00:01", "UTC", "1970-01-01T00:01Z"),
    ])
    func `at comes once`(text: String, zone: String, instant: String) throws {
        let timetable = Timetable(try Expression(text), in: try ZoneLibrary.zone(zone))
        let instant = ZoneLibrary.instant(instant)
        for before in [Int64.min, 0, instant - 1] {
            #expect(timetable.next(after: before) == instant)
        }
        for after in [instant, instant + 1, .max] {
            #expect(timetable.next(after: after) == nil)
        }
        #expect(timetable.period(around: 0) == 86_400)
    }

    @Test func `at has seconds, and keeps to the rules of the schedule`() throws {
        let second = Timetable(try Expression("at 1970-01-01T00:00:59"), in: .utc)
        #expect(second.next(after: 0) == 59)
        #expect(
            Timetable(try Expression("at 1970-01-01T00:01:59+00:01"), in: .utc).next(after: 0) == 59
        )
        let zone = try ZoneLibrary.zone("America/New_York")
        let gap = try Expression("at 2025-03-09T02:30")
        let fold = try Expression("at 2025-11-02T01:30")
        #expect(Timetable(gap, in: zone, gap: .skip).next(after: 0) == nil)
        let shifted = ZoneLibrary.instant("2025-03-09T07:30Z")
        #expect(Timetable(gap, in: zone, gap: .shift).next(after: 0) == shifted)
        let last = ZoneLibrary.instant("2025-11-02T06:30Z")
        #expect(Timetable(fold, in: zone, fold: .last).next(after: 0) == last)
        #expect(Timetable(fold, in: zone, fold: .both).next(after: last - 1) == last)
    }

    @Test(arguments: ["at 2025-11-02T01:30", "0 30 1 2 11 * 2025", "0 30 1 2 11 ? 2024-2025"])
    func `the last one of all may be a time that comes again`(text: String) throws {
        let zone = try ZoneLibrary.zone("America/New_York")
        let expression = try Expression(text)
        let first = ZoneLibrary.instant("2025-11-02T05:30Z")
        let last = first + 3_600
        for instant in stride(from: first - 7_200, to: last + 3_600, by: 900) {
            for fold in FoldRule.allCases {
                let due = fold == .first ? [first] : fold == .last ? [last] : [first, last]
                let timetable = Timetable(expression, in: zone, fold: fold)
                let next = timetable.next(after: instant)
                #expect(next == due.first { $0 > instant }, "\(fold) after \(instant)")
            }
        }
    }

    @Test(arguments: [
        ("0 0 1-7 * +mon", "0 0 * * mon#1"), ("0 0 1 * ?", "0 0 1 * *"), ("0 0 ? * 1", "0 0 * * 1"),
        ("0 0 L-0 * *", "0 0 L * *"), ("0 0 * 1 1L", "0 0 25-31 1 +1"),
        ("0 0 4 * * 1", "0 4 * * 1"), ("0 0 4 * * 1 *", "0 4 * * 1"),
        ("0 */2 5 * * *", "*/2 5 * * *"), ("*/5 * * * *", "0 */5 * * * * 1970-2199"),
    ])
    func `there are two ways to say it`(text: String, other: String) throws {
        for zone in TimetableTests.zones {
            let one = Timetable(try Expression(text), in: zone)
            let two = Timetable(try Expression(other), in: zone)
            var instant: Int64 = 1_700_000_000
            for _ in 0..<100 {
                #expect(one.next(after: instant) == two.next(after: instant))
                instant = try #require(two.next(after: instant))
            }
        }
    }
}
