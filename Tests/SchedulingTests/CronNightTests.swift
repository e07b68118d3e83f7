import Formats
import TestKit
import Testing

/// Debian's own cron under faketime beside the scheduler, through nights in which the clocks change.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CronNightTests {
    static let nights = [
        CronNight(
            testDescription: "New York, 02:00 to 03:00", zone: "America/New_York",
            change: Timestamp(seconds: 1_741_503_600),
            surplus: [
                "0 2,3 * * *": 1, "0 1-3 * * *": 1, "0,30 2 * * *": 1, "15,30 2 * * *": 1,
                "0-59/30 1-3 * * *": 2,
            ]),
        CronNight(
            testDescription: "New York, 02:00 back to 01:00", zone: "America/New_York",
            change: Timestamp(seconds: 1_762_063_200), surplus: [:]),
        CronNight(
            testDescription: "Lord Howe, 02:00 to 02:30", zone: "Australia/Lord_Howe",
            change: Timestamp(seconds: 1_759_591_800),
            surplus: ["0,30 2 * * *": 1, "15,30 2 * * *": 1, "0-59/30 1-3 * * *": 1]),
        CronNight(
            testDescription: "Lord Howe, 02:00 back to 01:30", zone: "Australia/Lord_Howe",
            change: Timestamp(seconds: 1_743_865_200), surplus: [:]),
    ]

    /// Without a star where it counts, so of the time on the wall.
    static let fixed = [
        "0 0 * * *", "30 0 * * *", "59 0 * * *", "0 1 * * *", "1 1 * * *", "15 1 * * *",
        "29 1 * * *", "30 1 * * *", "31 1 * * *", "45 1 * * *", "59 1 * * *", "0 2 * * *",
        "1 2 * * *", "15 2 * * *", "29 2 * * *", "30 2 * * *", "31 2 * * *", "59 2 * * *",
        "0 3 * * *", "1 3 * * *", "30 1,2 * * *", "0 2,3 * * *", "0 1-3 * * *", "15 1-3 * * *",
        "45 1-3 * * *", "0,30 2 * * *", "15,30 2 * * *", "0-59/30 1-3 * * *", "@daily",
        "@midnight", "@weekly", "@monthly",
    ]

    /// With one, so of the time that passes.
    static let starred = [
        "* * * * *", "*/7 * * * *", "*/15 * * * *", "*/30 * * * *", "0 * * * *", "30 * * * *",
        "0 */2 * * *", "15 */3 * * *", "*/10 1 * * *", "*/10 2 * * *", "*/20 1-3 * * *",
        "5-59/25 * * * *", "@hourly",
    ]

    /// All of these nights begin a Sunday.
    static let ofDays = [
        "15 2 * * 0", "15 2 * * sun", "45 1 * * 7", "30 1 * * 1-5", "30 23 * * sat",
        "15 2 9 3 *", "30 1 2 11 *", "15 2 5 10 *", "45 1 6 4 *", "30 2 13 * 0", "30 2 13 * 1",
        "20 2 */2 * 0", "*/30 1,2 * * 0", "15 2 1-7 mar-nov *",
    ]

    @Test(arguments: nights)
    func `Debian's cron and the scheduler start the same at the same instants`(
        night: CronNight
    ) async throws {
        let expressions = Self.fixed + Self.starred + Self.ofDays
        async let cron = night.startsOfCron(expressions)
        let ours = try await night.startsOfScheduler(expressions)
        let theirs = try await cron
        // Every minute of both halves, so nothing below is equal for want of starts.
        #expect(ours["* * * * *"]?.count == 301)
        for expression in expressions {
            let starts = try #require(ours[expression])
            let repeated = Array(repeating: night.change, count: night.surplus[expression] ?? 0)
            #expect(
                theirs[expression] == (starts + repeated).sorted(), "\(expression): cron's starts")
        }
    }
}
