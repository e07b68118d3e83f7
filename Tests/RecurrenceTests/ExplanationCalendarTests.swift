import Recurrence
import TestKit
import Testing

/// Calendar expressions of systemd in English.
struct ExplanationCalendarTests {
    @Test(arguments: [
        ("daily", "At 00:00 every day."),
        ("hourly", "Every hour."),
        ("weekly", "At 00:00 on Mondays."),
        ("Mon..Fri *-*-* 08:00:00", "At 08:00 from Monday to Friday."),
        ("Mon..Fri *-*-* 08:00:00 Europe/Berlin", "At 08:00 from Monday to Friday."),
        ("*:0/30", "Every 30 minutes."),
        ("*-*-* *:*:0/10", "Every 10 seconds."),
        ("*-*~01", "At 00:00 on the last day of every month."),
        ("*-02~03 06:00", "At 06:00 on the day 2 days before the last of February."),
        ("Sat *-*-1..7 18:00", "At 18:00 on Saturdays, but only on the 1st to 7th of every month."),
        ("2030-12-24 18:00", "At 18:00 on the 24th of December 2030."),
    ])
    func `a calendar expression is said in English`(text: String, sentence: String) throws {
        #expect(try ExplanationTests.sentence(text) == sentence)
    }

    @Test(arguments: [
        ("*-*-* 02:30", ["times that the clock skips do not run"]),
        ("*:0/30", ["nothing runs while the clock repeats times"]),
        ("*-*-* 04:30", []),
    ])
    func `what systemd does when the clock changes is told`(
        text: String, readings: [String]
    ) throws {
        let zone = try ZoneLibrary.zone("Europe/Berlin")
        let explanation = Explanation(Timetable(try Expression(text), in: zone))
        let found = explanation.readings(after: ZoneLibrary.instant("2026-01-01T00:00Z"))
        #expect(found.filter { $0.scheduler == "systemd timers" }.map(\.text) == readings)
        #expect(found.count == readings.count)
    }
}
