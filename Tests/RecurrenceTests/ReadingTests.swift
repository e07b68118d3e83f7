import Recurrence
import TestKit
import Testing

@Suite struct ReadingTests {
    private static let start = ZoneLibrary.instant("2026-01-01T00:00Z")

    private static func readings(
        _ text: String, in zone: String = "UTC"
    ) throws -> [String: String] {
        let timetable = Timetable(try Expression(text), in: try ZoneLibrary.zone(zone))
        return Dictionary(
            Explanation(timetable).readings(after: start).map { ($0.scheduler, $0.text) },
            uniquingKeysWith: { "\($0); \($1)" })
    }

    @Test(arguments: ["30 2 * * *", "*/15 * * * *", "0 0 1 * *", "0 0 * * mon-fri", "@daily"])
    func `what everybody reads alike has no readings`(text: String) throws {
        #expect(try Self.readings(text) == [:])
    }

    @Test(arguments: [
        ("0 0 */2 * mon", "Kubernetes", "a day that matches either of the day fields is enough"),
        ("0 0 */2 * mon", "Airflow", "a day that matches either of the day fields is enough"),
        ("0 0 13 * fri", "Temporal", "a day has to match both of the day fields"),
        ("0 0 13 * fri", "APScheduler", "a day has to match both of the day fields"),
        ("0 0 * * 1", "Quartz", "days of the week are numbered from Sunday, which is 1"),
        ("0 0 * * 1", "APScheduler", "days of the week are numbered from Monday, which is 0"),
        ("0 0 * * 5-7", "Kubernetes", "refused, Sunday is 0 and not 7"),
        ("0 0 * * fri-mon", "Kubernetes", "refused, a range may not go round"),
        (
            "0 0 * * fri-sun", "Debian's cron",
            "taken, but a range that goes round matches nothing"
        ),
        ("0 0 1 nov-feb *", "cronie", "refused, a range may not go round"),
        ("5/15 * * * *", "Debian's cron", "refused, a step needs * or a range before it"),
        ("* * * * *", "GitHub Actions", "at most once in five minutes"),
        ("every 15m", "Debian's cron", "refused, no such form"),
    ])
    func `a feature of the text that others read otherwise is told`(
        text: String, scheduler: String, reading: String
    ) throws {
        #expect(try Self.readings(text)[scheduler] == reading)
    }

    @Test func `who goes wrong when the clock changes is told where it does`() throws {
        let touched = try Self.readings("30 2 * * *", in: "Europe/Berlin")
        for scheduler in ["Kubernetes", "Temporal", "APScheduler"] {
            #expect(
                touched[scheduler]
                    == "times that the clock skips do not run; "
                    + "times that the clock repeats run twice")
        }
        #expect(try Self.readings("30 4 * * *", in: "Europe/Berlin") == [:])
        #expect(try Self.readings("*/30 * * * *", in: "Europe/Berlin") == [:])
    }

    @Test func `random expressions have few readings, none of them twice`() throws {
        var random = SeededGenerator(seed: 31)
        for _ in 0..<2_000 {
            let cron = RandomCron(using: &random)
            guard let expression = try? Expression(cron.text) else { continue }
            let readings = Explanation(Timetable(expression, in: .utc)).readings(after: 0)
            #expect(Set(readings).count == readings.count && readings.count < 20)
            // Who refuses a text reads it in no other way.
            let refusing = Set(readings.filter(\.isRefusal).map(\.scheduler))
            #expect(
                readings.allSatisfy { $0.isRefusal || !refusing.contains($0.scheduler) },
                "\(cron.text)")
        }
    }
}
