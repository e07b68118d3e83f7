import Recurrence
import TestKit
import Testing

/// Counting is held to looking at each.
struct CountTests {
    static let expressions = [
        "* * * * *", "*/7 2-3 * * *", "30 2 * * *", "0 0 31 * *", "15 1 * * MON", "0 9 1 1 *",
        "30 1,2 L * ?", "17 */5 * 3,4,10,11 *", "*/20 30 1-3 * * *", "0 30 2 * * * 2025-2026",
        "every 5h", "every 7m", "at 2026-03-29T02:30", "at 2025-10-26T02:30:00Z",
    ]
    static let zones = [
        "UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",
        "Europe/Dublin", "Pacific/Apia", "America/Santiago",
    ]

    @Test(arguments: expressions, zones)
    func `occurrences are counted as if each was looked for`(text: String, zone: String) throws {
        let expression = try Expression(text)
        let zone = try ZoneLibrary.zone(zone)
        var generator = SeededGenerator(seed: 5)
        for gap in [nil, GapRule.run, .skip, .shift] {
            for fold in [nil, FoldRule.first, .last, .both] {
                let timetable = Timetable(expression, in: zone, gap: gap, fold: fold)
                // About a jump: from autumn 2024 on, or in 2011, when Apia lost a day.
                let base: Int64 = Bool.random(using: &generator) ? 1_727_000_000 : 1_300_000_000
                let jump = zone.stretch(at: base).end
                let start =
                    (jump < .max ? jump : base) - Int64.random(in: 0..<400_000, using: &generator)
                let end = start + Int64.random(in: 0..<800_000, using: &generator)
                var count: Int64 = 0
                var last = start
                while let next = timetable.next(after: last), next <= end {
                    (count, last) = (count + 1, next)
                }
                #expect(
                    timetable.count(after: start, through: end) == count, "\(start) to \(end)")
            }
        }
    }

    @Test func `a jump within the time is counted to the occurrence`() throws {
        for name in Self.zones {
            let zone = try ZoneLibrary.zone(name)
            for text in ["*/20 * * * *", "30 2 * * *", "0 0 * * *", "59 23 * * *"] {
                let timetable = Timetable(try Expression(text), in: zone)
                // Two years, day by day, add up to the whole.
                let start: Int64 = 1_735_689_600
                let end = start + 2 * 365 * 86_400
                var sum: Int64 = 0
                for day in stride(from: start, to: end, by: 86_400) {
                    sum += timetable.count(after: day, through: day + 86_400)
                }
                #expect(timetable.count(after: start, through: end) == sum, "\(text) in \(name)")
            }
        }
    }

    @Test func `nothing is counted where nothing can come`() throws {
        let timetable = Timetable(try Expression("* * * * *"), in: .utc)
        #expect(timetable.count(after: 10, through: 5) == 0)
        #expect(timetable.count(after: .min, through: Timetable.instants.lowerBound - 1) == 0)
        #expect(
            timetable.count(after: Timetable.instants.upperBound - 60, through: .max) == 1)
        #expect(Timetable(try Expression("@reboot"), in: .utc).count(after: 0, through: .max) == 0)
    }
}
