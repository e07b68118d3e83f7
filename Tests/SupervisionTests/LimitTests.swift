import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// Runs that may not start yet, since too many others are active.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LimitTests {
    /// Occupies the only place there is until its gate is opened.
    private func occupy(_ bench: Bench) async throws -> Gate {
        let gate = try bench.gate("occupied")
        let uid = try await bench.start("read line < \(gate.path)")
        await bench.recorder.run(uid) { $0 == .running }
        return gate
    }

    @Test func `beyond the limit a run is withdrawn, and starts when there is room`() async throws {
        let bench = try Bench(limits: ActiveLimits(all: 1))
        try await bench.begin()
        let gate = try await occupy(bench)
        let uid = try await bench.start("true")
        // So that nobody takes it for lost if we die now.
        #expect(try await bench.stored(uid).isWaiting)
        #expect(await bench.supervisor.waitingCount == 1)
        try gate.open()
        #expect(try await bench.end(of: uid).state == .completed)
        #expect(bench.recorder.told(of: uid) == [.running, .completed])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `withdrawn, a run survives notifyd and the launcher`() async throws {
        let bench = try Bench(limits: ActiveLimits(all: 1))
        try await bench.begin()
        _ = try await occupy(bench)
        let uid = try await bench.start("echo x >> \(bench.file("all"))")
        let orphans = bench.launcher.children
        await bench.crash()
        try bench.replaceLauncher()
        for orphan in orphans { kill(-orphan, SIGKILL) }
        try await bench.begin()
        #expect(try await bench.end(of: uid).state == .completed)
        #expect(try bench.lines("all") == ["x"])
        await bench.end()
    }

    @Test(.enabled(if: geteuid() == 0, "two users need an administrator"))
    func `users take turns, and of a user the schedules`() async throws {
        let bench = try Bench(limits: ActiveLimits(all: 1))
        try await bench.begin()
        let gate = try await occupy(bench)
        let other = try #require(SystemUser(named: "nobody")).uid
        let file = bench.file("all")
        try bench.touch("all")
        #expect(unsafe chmod(file, 0o666) == 0 && chmod(bench.folder.path, 0o755) == 0)
        var runs: [UID] = []
        for (name, owner, count) in [("a", 0, 3), ("b", 0, 1), ("c", other, 3)] {
            let schedule = try await bench.schedule(
                name, "echo $NOTIFYD_SCHEDULE >> \(file)",
                by: Caller(uid: UInt32(owner), isAdministrator: false)
            ) {
                $0.policies.overlap = .allow
                $0.directory = "/"
            }
            for _ in 0..<count { runs.append(try await bench.startDue(schedule)) }
        }
        try gate.open()
        for uid in runs { #expect(try await bench.end(of: uid).state == .completed) }
        #expect(try bench.lines("all") == ["a", "c", "b", "c", "a", "c", "a"])
        await bench.end()
    }

    @Test func `few catch up at once`() async throws {
        let bench = try Bench(limits: ActiveLimits(catchUps: 2))
        try await bench.begin()
        let gate = try bench.gate("gate")
        var runs: [UID] = []
        for number in 0..<4 {
            let schedule = try await bench.schedule("late-\(number)", "read line < \(gate.path)")
            runs.append(try await bench.startDue(schedule, trigger: .catchUp))
        }
        for uid in runs[..<2] { await bench.recorder.run(uid) { $0 == .running } }
        #expect(await bench.supervisor.waitingCount == 2)
        #expect(try await bench.run("true").state == .completed)
        let holder = try Descriptor.open(gate.path, O_RDWR)
        _ = try holder.write(Array("go\ngo\ngo\ngo\n".utf8)[...], isSocket: false)
        for uid in runs { #expect(try await bench.end(of: uid).state == .completed) }
        await bench.end()
    }

    @Test(arguments: [Duration.seconds(60), .seconds(3600)])
    func `a run that waits beyond its start deadline is skipped, with the reason`(
        deadline: Duration
    ) async throws {
        let bench = try Bench(limits: ActiveLimits(all: 1))
        try await bench.begin()
        let gate = try await occupy(bench)
        let schedule = try await bench.schedule("job", "true") {
            $0.policies.startDeadline = deadline
            $0.policies.overlap = .queueAll
        }
        var runs: [UID] = []
        for _ in 0..<3 { runs.append(try await bench.startDue(schedule)) }
        bench.clock.advance(by: .seconds(600))
        runs.append(try await bench.startDue(schedule))
        try gate.open()
        let isLate = deadline < .seconds(600)
        for uid in runs.dropLast() {
            let run = try await bench.end(of: uid)
            #expect(run.state == (isLate ? .skipped : .completed))
            guard isLate else { continue }
            #expect(run.skipReason == .limit && run.startedAt == nil)
            #expect(run.message.hasPrefix("waited 10m"))
            #expect(run.message.contains("deadline of 1m"))
            #expect(bench.recorder.told(of: uid) == [.skipped])
            #expect(bench.recorder.ends(of: uid).count == 1)
        }
        #expect(
            try await bench.stored(runs[0]).message.contains("all active runs (at most 1)")
                == isLate)
        #expect(try await bench.end(of: runs[3]).state == .completed)
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `aborted while it waits, a run never starts`() async throws {
        let bench = try Bench(limits: ActiveLimits(all: 1))
        try await bench.begin()
        let gate = try await occupy(bench)
        let uid = try await bench.start("echo x >> \(bench.file("all"))")
        #expect(await bench.supervisor.abort(uid))
        #expect(try await bench.stored(uid).state == .aborted)
        #expect(bench.recorder.told(of: uid) == [.aborted])
        #expect(bench.recorder.ends(of: uid).count == 1)
        try gate.open()
        #expect(try await bench.run("true").state == .completed)
        #expect(throws: SystemError.self) { try bench.text("all") }
        await bench.end()
    }

    @Test func `many more than there are places wait, and each runs once`() async throws {
        let bench = try Bench(limits: ActiveLimits(perUser: 2))
        let instance = try await bench.begin()
        let schedule = try await bench.schedule("job", "echo $NOTIFYD_RUN >> \(bench.file("all"))")
        {
            $0.policies.overlap = .allow
        }
        let count = Sanitizer.isOn ? 200 : 1000
        let runs = try await bench.due(schedule, count: count, launcher: instance).runs
        await bench.supervisor.start(runs)
        await bench.recorder.ended(runs.count)
        #expect(
            try bench.lines("all").sorted() == runs.map { $0.run.uid.description }.sorted())
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }
}
