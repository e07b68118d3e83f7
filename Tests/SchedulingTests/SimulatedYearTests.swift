import Domain
import Formats
import Persistence
import Platform
import Scheduling
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SimulatedYearTests {
    @Test(arguments: Sanitizer.isOn ? [1] : [1, 2] as [UInt64])
    func `through a year each occurrence is accounted for exactly once`(seed: UInt64) async throws {
        let year = try SimulatedYear(seed: seed)
        try await year.run()
        let bench = year.bench
        for job in SimulatedYear.recurring + SimulatedYear.once + SimulatedYear.booting {
            try await bench.expectAccounts(
                job.name, job.when, timezone: job.zone, policies: job.policies,
                boots: year.boots[job.name] ?? [], disputed: year.disputed)
        }
        try await expectOneAfterAnother("after", .seconds(50 * 3600), in: year)
        try await expectOneAfterAnother("after-slow", .seconds(20 * 3600), in: year)
        let uids = bench.starter.started.map(\.uid)
        #expect(Set(uids).count == uids.count)
        // It was a year in which something happened.
        let kinds = Set(
            try await bench.store.interruptions(from: bench.start, until: bench.now).map(\.kind))
        #expect(kinds == [.suspended, .clockSet])
        #expect(year.corrections > 0 && !year.boots.isEmpty)
        await bench.end()
    }

    /// No run is due before the one before has ended that long ago, and none is left out.
    private func expectOneAfterAnother(
        _ name: String, _ pause: Duration, in year: SimulatedYear
    ) async throws {
        let bench = year.bench
        let rows = try await bench.rows(name)
        #expect(
            rows.count > SimulatedYear.days / 10 && rows.allSatisfy { $0.state == .completed },
            "\(name)")
        for (earlier, later) in zip(rows, rows.dropFirst()) {
            let (end, next) = try (#require(earlier.endedAt), #require(later.occurrence))
            // What ended at a time that was corrected has ended when the clock was set.
            let corrected = year.disputed.filter { $0 ~= end }.map(\.lowerBound).min()
            #expect(next >= (corrected ?? end) + pause, "\(name): \(earlier.uid)")
        }
        let schedule = try await bench.store.schedule(bench.key(name), by: Bench.owner).schedule
        let next = try #require(await bench.scheduler.nextOccurrence(of: schedule.id))
        #expect(next > bench.now && next <= bench.now + pause)
    }
}
