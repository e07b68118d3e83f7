import Glibc
import Recurrence
import TestKit
import Testing

/// What the next occurrence costs; printed, not judged, and only when NOTIFYD_MEASURE is set.
@Suite(
    .serialized, .enabled(if: unsafe getenv("NOTIFYD_MEASURE") != nil, "NOTIFYD_MEASURE is not set")
)
struct Bench {
    @Test(arguments: [
        ("UTC", 2025), ("America/New_York", 2025), ("Australia/Lord_Howe", 2025),
        // After the table of a zone its rule is computed.
        ("America/New_York", 2075),
    ])
    func `the next occurrence`(zone: String, year: Int) throws {
        let zone = try ZoneLibrary.zone(zone)
        let start = ZoneLibrary.instant("\(year)-01-01T00:00Z")
        for text in [
            "* * * * *", "*/5 * * * *", "30 4 * * *", "0 9-17 * * mon-fri", "0 0 1 * *",
            "0 0 1,15 * 1", "*/10 * * * * *", "0 0 LW * *", "0 0 * * mon#1", "0 0 29 2 *",
            "0 0 29 2 +mon",
            "0 0 0 1 1 * 2030-2199", "every 15m",
        ] {
            let timetable = Timetable(try Expression(text), in: zone)
            // Random instants, so that nothing is asked twice in a row.
            var random = SeededGenerator(seed: 1)
            let instants = (0..<10_000).map { _ in
                start + Int64.random(in: 0..<10 * 365 * 86_400, using: &random)
            }
            var best = Duration.seconds(3_600)
            for _ in 0..<10 {
                let clock = ContinuousClock()
                var sum: Int64 = 0
                let took = clock.measure {
                    for instant in instants { sum &+= timetable.next(after: instant) ?? 0 }
                }
                #expect(sum != 0)
                best = min(best, took)
            }
            let name = "\(text) in \(zone.name) from \(year)"
            print(name, "\(Int(best / .nanoseconds(instants.count))) ns a next", separator: ": ")
        }
    }
}
