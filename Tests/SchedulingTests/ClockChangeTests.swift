import Domain
import Formats
import Persistence
import Platform
import Scheduling
import TestKit
import Testing

/// Suspends, clocks that are set, and new zone data: told, recorded, and nothing lost or doubled.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ClockChangeTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func interruptions() async throws -> [Interruption] {
        try await bench.store.interruptions(
            from: Bench.start, until: bench.now + .seconds(86_400)
        ).filter { ![.stopped, .killed].contains($0.kind) }
    }

    @Test func `a suspend is recorded and told, and what came meanwhile is late`() async throws {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(15 * 60))
        await bench.suspend(for: .seconds(3600))
        #expect(
            try await interruptions() == [
                Interruption(
                    kind: .suspended, from: bench.now + .seconds(-3600), until: bench.now)
            ])
        #expect(bench.journal.count(of: "the machine was suspended for 1h", at: .notice) == 1)
        #expect(bench.starter.clockSettings == 1)
        #expect(
            try await bench.story("job") == ["ran 00:10", "missed 00:20 x5", "catch-up 01:10"])
        await bench.end()
    }

    @Test func `a clock that was set is recorded and told`() async throws {
        try await bench.apply("job", "0 0 1 1 *")
        await bench.begin()
        await bench.setClock(by: .seconds(600))
        await bench.setClock(by: .seconds(-1200))
        let now = bench.now
        #expect(
            try await interruptions() == [
                Interruption(
                    kind: .clockSet, from: now + .seconds(600), until: now + .seconds(1200)),
                Interruption(kind: .clockSet, from: now + .seconds(1200), until: now),
            ])
        #expect(bench.journal.count(of: "set forward by 10m", at: .notice) == 1)
        #expect(bench.journal.count(of: "set back by 20m", at: .notice) == 1)
        await bench.setClock(by: .milliseconds(300))
        #expect(try await interruptions().count == 2)
        #expect(bench.starter.clockSettings == 3)
        await bench.end()
    }

    @Test func `an end that lies ahead of a corrected clock does not hold up what follows it`()
        async throws
    {
        try await bench.apply("job", "after 1h")
        await bench.begin()
        await bench.advance(by: .seconds(5400))
        await bench.setClock(by: .seconds(10 * 86_400))
        // It ran at the wrong time, and ended then.
        #expect(bench.starter.started.count == 2)
        await bench.setClock(by: .seconds(-10 * 86_400))
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.count == 3)
        await bench.crash()
        await bench.begin()
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.count == 4)
        await bench.end()
    }

    @Test func `new zone data moves what is due, and loses and doubles nothing`() async throws {
        try await bench.apply("zoned", "0 6 * * *", timezone: "Europe/Dublin")
        let other = try await bench.apply("other", "0 6 * * *", timezone: "Europe/Berlin")
        await bench.begin()
        await bench.advance(by: .seconds(6 * 3600))
        #expect(try await bench.story("zoned") == ["ran 05:00"])
        bench.zones.replace("Europe/Dublin", by: try SystemZones.zone("America/New_York"))
        await bench.zones.tell()
        #expect(bench.journal.count(of: "Europe/Dublin: 1 schedules", at: .notice) == 1)
        #expect(try await interruptions().map(\.kind) == [.zoneData])
        await bench.advance(by: .seconds(86_400))
        #expect(try await bench.story("zoned") == ["ran 05:00", "ran 10:00"])
        #expect(try await bench.story("other") == ["ran 04:00", "ran 04:00"])
        #expect(await bench.scheduler.nextOccurrence(of: other.id) != nil)
        // Read again without a change, nothing is said.
        await bench.scheduler.zonesChanged()
        #expect(try await interruptions().count == 1)
        await bench.end()
    }

    @Test func `a zone that cannot be read stays as it was, and one that can again is taken up`()
        async throws
    {
        try await bench.apply("kept", "0 6 * * *", timezone: "Europe/Dublin")
        try await bench.apply("lost", "0 6 * * *", timezone: "Europe/Berlin")
        bench.zones.replace("Europe/Berlin", by: nil)
        await bench.begin()
        #expect(bench.journal.count(of: "schedule default/lost cannot run", from: .warning) == 1)
        bench.zones.replace("Europe/Dublin", by: nil)
        bench.zones.replace("Europe/Berlin", by: try SystemZones.zone("Europe/Berlin"))
        await bench.scheduler.zonesChanged()
        #expect(bench.journal.count(of: "stays as it was", from: .warning) == 1)
        await bench.advance(by: .seconds(86_400))
        #expect(try await bench.story("kept") == ["ran 05:00"])
        #expect(try await bench.story("lost") == ["ran 04:00"])
        #expect(await bench.scheduler.count == 2)
        await bench.end()
    }
}
