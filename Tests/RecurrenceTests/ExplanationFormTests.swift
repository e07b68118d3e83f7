import Recurrence
import TestKit
import Testing

/// The forms beyond the five plain fields of a crontab.
@Suite struct ExplanationFormTests {
    static let sentences: [(String, String)] = [
        ("0 0 L * *", "At 00:00 on the last day of every month."),
        ("0 0 L-3 * *", "At 00:00 on the day 3 days before the last of every month."),
        ("0 0 L-1 2 *", "At 00:00 on the day before the last of February."),
        ("0 0 15W * *", "At 00:00 on the weekday nearest the 15th of every month."),
        ("0 0 LW * *", "At 00:00 on the last weekday of every month."),
        ("0 0 1,L * *", "At 00:00 on the 1st and the last day of every month."),
        ("0 0 * * 1#1", "At 00:00 on the 1st Monday of every month."),
        ("0 0 * * 5#5", "At 00:00 on the 5th Friday of every month that has one."),
        ("0 0 * * 5L", "At 00:00 on the last Friday of every month."),
        ("0 0 * 6 0#2", "At 00:00 on the 2nd Sunday of June."),
        ("0 0 * * 2#1,2#3", "At 00:00 on the 1st Tuesday and the 3rd Tuesday of every month."),
        (
            "0 0 13 * 5L",
            "At 00:00 on the 13th of every month, and also on the last Friday of every month."
        ),
        ("0 0 ? * 1", "At 00:00 on Mondays."),
        ("0 0 13 * ?", "At 00:00 on the 13th of every month."),
        ("0 0 13 * +FRI", "At 00:00 on Fridays that fall on the 13th of every month."),
        ("0 0 1-7 * +MON", "At 00:00 on Mondays, but only on the 1st to 7th of every month."),
        ("0 0 12 * * 1", "At 12:00 on Mondays."),
        ("15 0 12 * * *", "At 12:00:15 every day."),
        ("*/10 * * * * *", "Every 10 seconds."),
        ("* * * * * *", "Every second."),
        ("30 * * * * *", "At 30 seconds past every minute."),
        ("5,10 * * * * *", "At 5 and 10 seconds past every minute."),
        ("0 */5 * * * *", "Every 5 minutes."),
        ("15 30 * * * *", "At 30 minutes and 15 seconds past every hour."),
        ("15 0 * * * *", "At 15 seconds past every hour."),
        ("15 */5 * * * *", "At 15 seconds past the minute, every 5 minutes."),
        (
            "*/10 */5 9-17 * * *",
            "Every 10 seconds for one minute, every 5 minutes from 09:00 to 17:55, every day."
        ),
        ("*/10 * 9-17 * * *", "Every 10 seconds from 09:00 to 17:59:50, every day."),
        ("*/10 30 2 * * *", "Every 10 seconds from 02:30 to 02:30:50, every day."),
        ("0,30 30 2 * * *", "At 02:30 and 02:30:30 every day."),
        ("0 0 0 1 1 * 2030", "At 00:00 on the 1st of January 2030."),
        ("0 0 0 * * * 2030-2035", "At 00:00 every day from 2030 to 2035."),
        ("0 0 0 1 * * 2030,2032", "At 00:00 on the 1st of every month in 2030 and 2032."),
        (
            "0 0 L-3W * *",
            "At 00:00 on the weekday nearest the day 3 days before the last of every month."
        ),
        ("at 2030-12-24T18:00", "Once, at 18:00 on the 24th of December 2030."),
        ("at 2030-12-24T18:00:05", "Once, at 18:00:05 on the 24th of December 2030."),
        (
            "at 2030-12-24T18:00+02:00", "Once, at 16:00 on the 24th of December 2030 (UTC+00:00)."
        ),
        ("@reboot", "Each time the machine has started."),
        ("after 15m", "15 minutes after the last run has ended."),
        ("after 1h", "1 hour after the last run has ended."),
    ]

    @Test(arguments: sentences)
    func `every form is said in English`(text: String, sentence: String) throws {
        #expect(try ExplanationTests.sentence(text) == sentence)
    }

    @Test(arguments: [
        ("0 0 * * 1#1", "Temporal", "# and what follows is ignored: it comes every week"),
        ("0 0 * * 1#1", "Debian's cron", "# and what follows is ignored: it comes every week"),
        ("0 0 * * mon#1", "Kubernetes", "refused, # is unknown"),
        ("0 0 L * *", "Kubernetes", "refused, L and W are unknown"),
        ("0 0 * * 5L", "Debian's cron", "refused, L and W are unknown"),
        ("0 0 15W * *", "Temporal", "refused, L and W are unknown"),
        ("0 0 ? * mon", "Debian's cron", "refused, ? is unknown"),
        ("0 0 13 * +FRI", "Debian's cron", "refused, + is unknown"),
        ("H * * * *", "Jenkins", "H is drawn from the name of the job, and is another value"),
        ("H * * * *", "Kubernetes", "refused, H is unknown"),
        ("0 0 0 * * mon", "Temporal", "six fields begin with the minute, and end with the year"),
        ("0 0 0 * * mon", "Kubernetes", "refused, five fields only"),
        (
            "0 0 0 1 1 * 2030", "Quartz", "refused, one of the two day fields has to be ?"
        ),
        ("@reboot", "Kubernetes", "refused, @reboot is unknown"),
    ])
    func `what others make of the further forms is told`(
        text: String, scheduler: String, reading: String
    ) throws {
        let timetable = Timetable(try Expression(text), in: .utc)
        let readings = Explanation(timetable).readings(after: 0)
        #expect(
            readings.contains { $0.scheduler == scheduler && $0.text == reading }, "\(readings)")
    }

    @Test func `what has the same sentence comes at the same times`()
        throws
    {
        let dates = [
            "*", "?", "1", "13", "31", "1,15", "1-7", "*/2", "*/20", "L", "L-1", "L-3", "15W",
            "31W",
            "LW", "L-3W", "1,L", "1,15W",
        ]
        let weekdays = [
            "*", "?", "1", "5,6", "1-5", "*/2", "sat-mon", "1#1", "5#5", "1#1,1#3", "5L", "1,5L",
            "+5", "+1-5", "+1#2",
        ]
        let times = ["0 0 12", "15 0 12", "0,30 5 0", "*/20 * *", "0 */7 9-17", "10,20 0,30 1,5"]
        let start = ZoneLibrary.instant("2027-01-01T00:00Z")
        var occurrences: [String: Set<[Int64]>] = [:]
        for (index, date) in dates.enumerated() {
            for (other, weekday) in weekdays.enumerated() {
                for month in ["*", "2", "*/5"] {
                    let time = times[(index + other) % times.count]
                    let text = "\(time) \(date) \(month) \(weekday)"
                    guard let expression = try? Expression(text) else { continue }
                    let timetable = Timetable(expression, in: .utc)
                    let sentence = Explanation(timetable).sentence
                    #expect(!sentence.contains("  ") && sentence.count < 300, "\(sentence)")
                    // The first occurrence of each day, for ten years.
                    var days: [Int64] = []
                    var instant = start - 1
                    while days.count < 400, let next = timetable.next(after: instant) {
                        days.append(next)
                        instant = next / 86_400 * 86_400 + 86_399
                    }
                    occurrences[sentence, default: []].insert(days)
                }
            }
        }
        #expect(occurrences.count > 500)
        for (sentence, times) in occurrences { #expect(times.count == 1, "\(sentence)") }
    }
}
