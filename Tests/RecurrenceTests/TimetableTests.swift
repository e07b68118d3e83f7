import Recurrence
import TestKit
import Testing

@Suite struct TimetableTests {
    static let zones: [Zone] = (try? ZoneLibrary.varied.map { try ZoneLibrary.zone($0) }) ?? []

    @Test(arguments: ["1s", "7s", "15m", "1h30m", "1d", "5w", "3653d"])
    func `an interval comes at the multiples since 1970 in every zone`(interval: String) throws {
        let expression = try Expression("every \(interval)")
        let here = Timetable(expression, in: .utc)
        let there = Timetable(expression, in: try ZoneLibrary.zone("Australia/Lord_Howe"))
        let seconds = here.period(around: 0)
        #expect(here.next(after: 0) == seconds)
        #expect(here.next(after: -1) == 0)
        #expect(here.next(after: -seconds - 1) == -seconds)
        for instant: Int64 in [-86_401, -1, 0, 1, 1_759_591_799, 1_759_591_800, 4_102_444_800] {
            let next = try #require(here.next(after: instant))
            #expect(next > instant && next - seconds <= instant && next % seconds == 0)
            #expect(there.next(after: instant) == next)
        }
    }

    @Test(arguments: [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"), ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ])
    func `a keyword stands for its fields`(keyword: String, fields: String) throws {
        for zone in Self.zones {
            let keyword = Timetable(try Expression(keyword), in: zone)
            let fields = Timetable(try Expression(fields), in: zone)
            var instant: Int64 = 1_700_000_000
            for _ in 0..<50 {
                #expect(keyword.next(after: instant) == fields.next(after: instant))
                instant = try #require(fields.next(after: instant))
            }
        }
    }

    @Test(arguments: [
        ("*/5 * * * *", 300), ("@daily", 86_400), ("0 0 29 2 *", 1_461 * 86_400), ("every 90s", 90),
    ])
    func `the period is the time between the next two`(text: String, period: Int64) throws {
        let timetable = Timetable(try Expression(text), in: .utc)
        #expect(timetable.period(around: 1_735_689_600) == period)
    }

    @Test func `what a clock skips and repeats is as the model of Debian's cron has it`() throws {
        var random = SeededGenerator(seed: 2)
        let first = ZoneLibrary.instant("1985-01-01T00:00Z")
        let last = ZoneLibrary.instant("2045-01-01T00:00Z")
        var compared = 0
        for zone in Self.zones {
            let changes = ZoneLibrary.changes(of: zone, from: first, to: last)
            // The largest jumps of the zone, and some of the others.
            let largest = changes.sorted {
                abs($0.offset - $0.offsetBefore) > abs($1.offset - $1.offsetBefore)
            }
            let chosen = largest.prefix(2) + changes.shuffled(using: &random).prefix(4)
            for change in chosen {
                let start = (change.start - 36 * 3_600) / 60 * 60
                let end = start + 72 * 3_600
                for extras in [[], [], .signs] as [RandomCron.Extras] {
                    let cron = RandomCron(extras, using: &random)
                    guard let expression = try? Expression(cron.text) else { continue }
                    let runs = DebianCron(expression: cron, zone: zone).runs(from: start, to: end)
                    let timetable = Timetable(expression, in: zone)
                    var ours: [Int64] = []
                    while let next = timetable.next(after: ours.last ?? start - 1), next <= end {
                        ours.append(next)
                    }
                    #expect(ours == runs, "\(cron.text) in \(zone.name) around \(change.start)")
                    compared += 1
                }
            }
        }
        #expect(compared > 500)
    }

    @Test func `occurrences increase, and each is the next one of the second before it`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<3_000 {
            let cron = RandomCron(.all, using: &random)
            let zone = try #require(Self.zones.randomElement(using: &random))
            guard let expression = try? Expression(cron.text) else { continue }
            #expect(try Expression(expression.text) == expression)
            // Half of them with the rules of Debian's cron.
            let isOwn = Bool.random(using: &random)
            let timetable = Timetable(
                expression, in: zone,
                gap: isOwn ? nil : GapRule.allCases.randomElement(using: &random),
                fold: isOwn ? nil : FoldRule.allCases.randomElement(using: &random))
            var instant = start(near: zone, using: &random)
            for _ in 0..<6 {
                #expect(timetable.steps(after: instant) < 3_000, "\(cron.text) in \(zone.name)")
                guard let next = timetable.next(after: instant) else {
                    #expect(cron.hasYears, "\(cron.text)")
                    break
                }
                #expect(next > instant)
                #expect(timetable.next(after: next - 1) == next, "\(cron.text) in \(zone.name)")
                // Nothing comes between the two.
                let between = Int64.random(in: instant..<next, using: &random)
                #expect(timetable.next(after: between) == next, "\(cron.text) in \(zone.name)")
                // The wall shows a time that matches, or a jump of its clock forward ends.
                let stretch = zone.stretch(at: next)
                let jump = stretch.offset - stretch.offsetBefore
                let wall = DebianCron(expression: cron, zone: zone)
                #expect(
                    wall.matches(next + stretch.offset)
                        || stretch.start == next && jump > 0
                        || next - stretch.start < jump && wall.matches(next + stretch.offsetBefore))
                instant = next
            }
        }
    }

    /// An instant from 1970 to 2200, as often as not within a day before a change of the zone's clock.
    private func start(near zone: Zone, using random: inout SeededGenerator) -> Int64 {
        let start = Int64.random(in: 0..<7_258_118_400, using: &random)
        let end = zone.stretch(at: start).end
        guard Bool.random(using: &random), end < 7_258_118_400 else { return start }
        return end - Int64.random(in: 0..<86_400, using: &random)
    }

    @Test func `the ends of time neither trap nor repeat`() throws {
        let instants: [Int64] = [
            .min, .min + 1, -1 << 59, Timetable.instants.lowerBound - 1,
            Timetable.instants.lowerBound,
            Timetable.instants.upperBound - 1, Timetable.instants.upperBound, 1 << 59, .max - 1,
            .max,
        ]
        for text in [
            "* * * * *", "* * * * * *", "0 0 29 2 *", "0 0 29 2 */7", "0 0 29W 2 *", "@yearly",
            "0 0 * * 5#5", "every 1s", "every 3653d",
        ] {
            for zone in Self.zones {
                let timetable = Timetable(try Expression(text), in: zone)
                for instant in instants {
                    if let next = timetable.next(after: instant) {
                        #expect(next > instant && Timetable.instants.contains(next))
                    } else {
                        #expect(instant >= Timetable.instants.upperBound - 9 * 366 * 86_400)
                    }
                    #expect(timetable.period(around: instant) > 0)
                }
            }
        }
    }

    @Test(arguments: [
        ("0 0 29 2 */7", "2025-01-01T00:00Z", "2032-02-29T00:00Z"),
        ("0 0 29 2 */7", "2033-01-01T00:00Z", "2060-02-29T00:00Z"),
        // 2100 is no leap year.
        ("0 0 29 2 */7", "2089-01-01T00:00Z", "2128-02-29T00:00Z"),
        ("0 0 29 2 *", "2096-03-01T00:00Z", "2104-02-29T00:00Z"),
        ("0 0 */31 1/2 */7", "2025-01-01T00:00Z", "2026-03-01T00:00Z"),
    ])
    func `a rare one is found in bounded work`(text: String, from: String, next: String) throws {
        let expression = try Expression(text)
        let timetable = Timetable(expression, in: .utc)
        let from = ZoneLibrary.instant(from)
        #expect(timetable.next(after: from) == ZoneLibrary.instant(next))
        #expect(timetable.steps(after: from) < 100)
        // A zone adds little: what its clock does in all that time need not be looked at.
        for zone in Self.zones {
            #expect(Timetable(expression, in: zone).steps(after: from) < 110)
        }
    }

    @Test func `a common one takes a handful of steps`() throws {
        for text in ["* * * * *", "*/5 * * * *", "30 4 * * *", "0 0 * * 1", "0 0 1 * *"] {
            for zone in Self.zones {
                let timetable = Timetable(try Expression(text), in: zone)
                for start in stride(from: Int64(1_700_000_000), to: 1_800_000_000, by: 1_234_567) {
                    #expect(timetable.steps(after: start) <= 8, "\(text) in \(zone.name)")
                }
            }
        }
    }
}
