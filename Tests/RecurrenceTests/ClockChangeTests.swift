import Recurrence
import TestKit
import Testing

@Suite struct ClockChangeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let zone: String
        let from: String
        var gap: GapRule?
        var fold: FoldRule?
        let sentence: String?

        init(
            _ text: String, _ zone: String, _ from: String, gap: GapRule? = nil,
            fold: FoldRule? = nil, _ sentence: String?
        ) {
            self.text = text
            self.zone = zone
            self.from = from
            self.gap = gap
            self.fold = fold
            self.sentence = sentence
        }

        var testDescription: String { "\(text) in \(zone)" }
    }

    private static let spring = "2026-01-01T00:00Z"
    private static let autumn = "2026-06-01T00:00Z"
    private static let gap = "On 2026-03-29 the clock goes from 02:00 to 03:00: "
    private static let fold = "On 2026-10-25 the clock goes from 03:00 back to 02:00: "

    static let cases: [Case] = [
        Case(
            "30 2 * * *", "Europe/Berlin", spring,
            gap + "02:30 does not exist, and runs once at 03:00."),
        Case(
            "30 2 * * *", "Europe/Berlin", autumn,
            fold + "02:30 comes twice, and runs the first time only."),
        Case(
            "0 2,3 * * *", "Europe/Berlin", spring,
            gap
                + "02:00 does not exist, and runs once at 03:00, together with the regular run then."
        ),
        Case(
            "0,30 2 * * *", "Europe/Berlin", spring,
            gap + "02:00 and 02:30 do not exist, and run once at 03:00."),
        Case(
            "0-20/5 2 * * *", "Europe/Berlin", autumn,
            fold + "the times from 02:00 to 02:20 come twice, and run the first time only."),
        Case(
            "*/30 * * * *", "Europe/Berlin", spring,
            gap + "02:00 and 02:30 do not exist; it follows elapsed time: 46 occurrences that day."),
        Case(
            "*/30 * * * *", "Europe/Berlin", autumn,
            fold + "02:00 and 02:30 come twice; it follows elapsed time: 50 occurrences that day."),
        Case(
            "* 2 * * *", "Europe/Berlin", spring,
            gap + "the times from 02:00 to 02:59 do not exist; it follows elapsed time: "
                + "no occurrence that day."),
        Case(
            "30 2 * * *", "Europe/Berlin", spring, gap: .skip,
            gap + "02:30 does not exist, and does not run."),
        Case(
            "30 2 * * *", "Europe/Berlin", spring, gap: .shift,
            gap + "02:30 does not exist, and runs at 03:30 instead."),
        Case(
            "0-20/5 2 * * *", "Europe/Berlin", spring, gap: .shift,
            gap + "the times from 02:00 to 02:20 do not exist, and run from 03:00 to 03:20 instead."
        ),
        Case(
            "30 2 * * *", "Europe/Berlin", autumn, fold: .last,
            fold + "02:30 comes twice, and runs the second time only."),
        Case(
            "30 2 * * *", "Europe/Berlin", autumn, fold: .both,
            fold + "02:30 comes twice, and runs both times."),
        Case(
            "*/30 * * * *", "Europe/Berlin", autumn, fold: .first,
            fold + "02:00 and 02:30 come twice, and run the first time only."),
        Case("0 4 * * *", "Europe/Berlin", spring, nil),
        Case("30 2 * * 1", "Europe/Berlin", spring, nil),
        Case("30 2 * * *", "UTC", spring, nil),
        Case("30 2 * * *", "Asia/Kolkata", spring, nil),
        Case("every 15m", "Europe/Berlin", spring, nil),
        Case(
            "15 2 * * *", "Australia/Lord_Howe", autumn,
            "On 2026-10-04 the clock goes from 02:00 to 02:30: 02:15 does not exist, "
                + "and runs once at 02:30."),
        Case(
            "30 23 * * *", "America/Santiago", spring,
            "On 2026-04-05 the clock goes from 00:00 back to 23:00 of 2026-04-04: "
                + "23:30 comes twice, and runs the first time only."),
        Case(
            "0 12 * * *", "Pacific/Apia", "2011-12-01T00:00Z",
            "On 2011-12-30 the clock goes from 00:00 to 00:00 of 2011-12-31: 12:00 does not "
                + "exist, and does not run, since a jump of 3 hours or more is a correction of the clock."
        ),
    ]

    @Test(arguments: cases)
    func `the next change that touches it is told with what comes of it`(each: Case) throws {
        let timetable = Timetable(
            try Expression(each.text), in: try ZoneLibrary.zone(each.zone), gap: each.gap,
            fold: each.fold)
        let change = Explanation(timetable).nextClockChange(after: ZoneLibrary.instant(each.from))
        #expect(change?.sentence == each.sentence)
    }

    @Test func `the change found is the first whose skipped or repeated minutes match`() throws {
        var random = SeededGenerator(seed: 21)
        var found = 0
        for _ in 0..<3_000 {
            let cron = RandomCron(using: &random)
            let zone = try #require(TimetableTests.zones.randomElement(using: &random))
            guard let expression = try? Expression(cron.text) else { continue }
            let start = Int64.random(in: 473_385_600..<4_102_444_800, using: &random)
            let model = DebianCron(expression: cron, zone: zone)
            let last = start + 12 * 366 * 86_400
            let expected = ZoneLibrary.changes(of: zone, from: start, to: last + 1).first {
                change in
                let ends = [change.start + change.offsetBefore, change.start + change.offset]
                    .sorted()
                // A change within a minute, as of a mean time, skips from the next whole one on.
                return ((ends[0] + 59) / 60..<(ends[1] + 59) / 60).contains {
                    model.matches($0 * 60)
                }
            }
            let timetable = Timetable(expression, in: zone)
            let change = Explanation(timetable).nextClockChange(after: start)
            #expect(
                change?.instant == expected?.start, "\(cron.text) in \(zone.name) after \(start)")
            guard let change else { continue }
            found += 1
            #expect(change.offset == expected?.offset)
            #expect(change.offsetBefore == expected?.offsetBefore)
            #expect(!change.effect.isEmpty && change.sentence.hasPrefix("On \(change.date)"))
        }
        #expect(found > 200)
    }

    @Test func `the occurrences of the day are counted as they come`() throws {
        var random = SeededGenerator(seed: 22)
        var counted = 0
        for _ in 0..<2_000 {
            let cron = RandomCron(using: &random)
            let zone = try #require(TimetableTests.zones.randomElement(using: &random))
            guard cron.followsElapsedTime, let expression = try? Expression(cron.text) else {
                continue
            }
            let start = Int64.random(in: 473_385_600..<2_000_000_000, using: &random)
            let timetable = Timetable(expression, in: zone)
            guard let change = Explanation(timetable).nextClockChange(after: start) else {
                continue
            }
            // The day of the times that are skipped or repeated.
            let day = (change.instant + min(change.offset, change.offsetBefore)) / 86_400
            let model = DebianCron(expression: cron, zone: zone)
            let noon = change.instant / 60 * 60
            let number = stride(from: noon - 50 * 3_600, through: noon + 50 * 3_600, by: 60)
                .filter {
                    zone.local(at: $0) / 86_400 == day && model.matches(zone.local(at: $0))
                }
                .count
            let told =
                number == 0
                ? "no occurrence" : number == 1 ? "1 occurrence" : "\(number) occurrences"
            #expect(
                change.effect.hasSuffix("elapsed time: \(told) that day"),
                "\(cron.text) in \(zone.name): \(change.sentence)")
            counted += 1
        }
        #expect(counted > 100)
    }
}
