import Recurrence
import TestKit
import Testing

/// Which instants a time on the wall stands for.
struct WallTests {
    @Test(arguments: [
        ("America/New_York", "2025-03-09T02:30", 0), ("America/New_York", "2025-03-09T03:00", 1),
        ("America/New_York", "2025-11-02T01:30", 2), ("America/New_York", "2025-11-02T02:00", 1),
        ("Australia/Lord_Howe", "2025-04-06T01:45", 2),
        ("Australia/Lord_Howe", "2025-10-05T02:15", 0), ("Pacific/Apia", "2011-12-30T12:00", 0),
        ("UTC", "2025-03-09T02:30", 1),
    ])
    func `a time on the wall is none, one or several instants`(
        name: String, time: String, count: Int
    ) throws {
        let zone = try ZoneLibrary.zone(name)
        let local = ZoneLibrary.instant(time + "Z")
        let instants = zone.instants(showing: local)
        #expect(instants.count == count)
        #expect(instants == instants.sorted())
        for instant in instants { #expect(zone.local(at: instant) == local) }
        // What is never shown is jumped over, and a jump has an end.
        let end = zone.endOfGap(over: local)
        #expect((end == nil) == (count > 0))
        if let end { #expect(zone.local(at: end - 1) < local && zone.local(at: end) > local) }
    }

    @Test func `every instant is among those that its wall time stands for`() throws {
        var generator = SeededGenerator(seed: 7)
        for name in ["Europe/Berlin", "Africa/Casablanca", "Antarctica/Troll", "Asia/Kathmandu"] {
            let zone = try ZoneLibrary.zone(name)
            for _ in 0..<500 {
                let instant = Int64.random(in: 0...7_000_000_000, using: &generator)
                #expect(zone.instants(showing: zone.local(at: instant)).contains(instant))
            }
        }
    }
}
