import Domain
import Formats
import LaunchProtocol
import Launching
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// notifyd dies at each step from the turn of a run to its last attempt: nothing starts twice, none is
/// forgotten.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct DeathTests {
    let bench: Bench

    init() throws { bench = try Bench(limits: ActiveLimits(all: 2)) }

    private static let once = RunRetry(limit: 1, delay: .seconds(60))

    private func schedule(_ ending: String = "exit 0") async throws -> Schedule {
        try await bench.schedule(
            "job", "echo $NOTIFYD_ATTEMPT >> \(bench.file("all")); \(ending)"
        ) { $0.policies.retry = Self.once }
    }

    private func expect(
        _ uid: UID, _ lines: [String], _ occasions: [Occasion],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(
            try await bench.end(of: uid).state == .completed, sourceLocation: sourceLocation)
        #expect(try bench.lines("all") == lines, sourceLocation: sourceLocation)
        #expect(bench.recorder.told(of: uid) == occasions, sourceLocation: sourceLocation)
        await bench.end()
        #expect(try await bench.held() == 0, sourceLocation: sourceLocation)
    }

    @Test(arguments: [true, false])
    func `before a run that waits is assigned`(sameLauncher: Bool) async throws {
        try await bench.begin()
        let uid = try await bench.due(try await schedule()).runs[0].run.uid
        try await bench.store.assignRuns([uid], to: nil)
        await bench.crash()
        if !sameLauncher { try bench.replaceLauncher() }
        try await bench.begin()
        try await expect(uid, ["1"], [.running, .completed])
    }

    @Test func `after a run is assigned, before it is handed over`() async throws {
        let instance = try await bench.begin()
        let uid = try await bench.due(try await schedule()).runs[0].run.uid
        try await bench.store.assignRuns([uid], to: nil)
        try await bench.store.assignRuns([uid], to: instance)
        await bench.crash()
        try await bench.begin()
        try await expect(uid, ["1"], [.running, .completed])
    }

    @Test func `after a run is handed over, before its start is recorded`() async throws {
        try await bench.begin()
        let created = try await bench.due(try await schedule()).runs[0]
        await bench.crash()
        let client = try await bench.client()
        try client.launch(
            LaunchRequest(
                id: "\(created.run.uid).1", arguments: created.definition.command.arguments,
                environment: [.init("NOTIFYD_ATTEMPT", "1")]),
            log: try bench.logs.open(for: created.run))
        await bench.awaitEnd(client)
        try await bench.begin()
        // It is recorded before anybody is let in.
        #expect(try await bench.stored(created.run.uid).state == .completed)
        try await expect(created.run.uid, ["1"], [.running, .completed])
    }

    @Test func `after an attempt is recorded, before it is acknowledged`() async throws {
        let instance = try await bench.begin()
        let gate = try bench.gate("gate")
        let schedule = try await schedule(
            "[ $NOTIFYD_ATTEMPT = 2 ] && exit 0; read line < \(gate.path); exit 75")
        let uid = try await bench.startDue(schedule)
        await bench.recorder.run(uid) { $0 == .running }
        await bench.crash()
        let client = try await bench.client()
        try gate.open()
        await bench.awaitEnd(client)
        let usage = ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero)
        let completion = Completion(
            uid: uid, attempt: 1,
            outcome: .ended(
                .exited(75), usage: usage, timedOut: false, aborted: false, successExitCodes: [0]),
            startedAt: nil, endedAt: bench.clock.now, retryAt: bench.clock.now + .seconds(60))
        let first = try await bench.store.completeRuns([completion])
        // Whoever has not heard of the commit may repeat it.
        #expect(try await bench.store.completeRuns([completion])[0].retry == first[0].retry)
        #expect(try await bench.begin() == instance)
        #expect(try await bench.stored(uid).isWaiting)
        #expect(await bench.supervisor.waitingCount == 1)
        await bench.pass(.seconds(60))
        try await expect(uid, ["1", "2"], [.running, .completed])
    }

    @Test func `after the second attempt is assigned, before it is handed over`() async throws {
        let instance = try await bench.begin()
        let schedule = try await schedule("[ $NOTIFYD_ATTEMPT = 2 ] || exit 75")
        let uid = try await bench.startDue(schedule)
        await bench.recorder.attempt(uid, 2)
        await bench.crash()
        try await bench.store.assignRuns([uid], to: instance)
        bench.clock.advance(by: .seconds(60))
        try await bench.begin()
        try await expect(uid, ["1", "2"], [.running, .completed])
    }

    @Test
    func `what was assigned to a launcher that is gone is lost, and tried again if that helps`()
        async throws
    {
        try await bench.begin()
        let schedule = try await bench.schedule("job", "echo x >> \(bench.file("all"))") {
            $0.policies.retry = RunRetry(limit: 1, delay: .seconds(60), reasons: [.lost])
        }
        let uid = try await bench.due(schedule, launcher: "another").runs[0].run.uid
        await bench.crash()
        try await bench.begin()
        #expect(try await bench.store.attempts(of: uid).map(\.reason) == [.lost])
        await bench.pass(.seconds(60))
        try await expect(uid, ["x"], [.running, .completed])
    }

    @Test func `again and again, while a queue is worked off`() async throws {
        try await bench.begin()
        var schedules: [Schedule] = []
        for name in ["a", "b", "c"] {
            schedules.append(
                try await bench.schedule(
                    name,
                    "echo $NOTIFYD_RUN.$NOTIFYD_ATTEMPT >> \(bench.file("all")); "
                        + "[ $NOTIFYD_ATTEMPT = 2 ] || exit 75"
                ) {
                    $0.policies.overlap = .queueAll
                    $0.policies.retry = RunRetry(limit: 1, delay: .zero)
                })
        }
        var runs: [UID] = []
        var ends: [UID: Int] = [:]
        func count(_ recorder: Recorder) {
            for run in runs { ends[run, default: 0] += recorder.ends(of: run).count }
        }
        for round in 0..<30 {
            let created = try await bench.due(schedules[round % 3]).runs
            runs.append(created[0].run.uid)
            if round % 4 > 0 { await bench.supervisor.start(created) }
            let recorder = bench.recorder
            await bench.crash()
            count(recorder)
            try await bench.begin()
        }
        for run in runs where try await !bench.stored(run).state.isFinal {
            await bench.recorder.run(run) { $0.isFinal }
        }
        count(bench.recorder)
        for run in runs { #expect(try await bench.stored(run).state == .completed) }
        // Of a schedule one after the other, each attempt once.
        let lines = try bench.lines("all")
        for schedule in 0..<3 {
            let own = stride(from: schedule, to: runs.count, by: 3).map { runs[$0].description }
            #expect(
                lines.filter { own.contains(String($0.prefix(36))) }
                    == own.flatMap { ["\($0).1", "\($0).2"] })
        }
        // A death between the commit and the telling leaves it to the store.
        #expect(ends.values.allSatisfy { $0 <= 1 })
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }
}
