import Domain
import Formats
import Glibc
import LaunchProtocol
import Launching
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// That no end is lost and nothing is started twice, whoever dies.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct TakingUpTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func `notifyd dies during a run, and the next one records its end`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 4")
        await bench.recorder.run(uid) { $0 == .running }
        await bench.crash()
        try await bench.begin()
        // It was running before; that is no news.
        #expect(bench.recorder.announced(of: uid) == [])
        try gate.open()
        await bench.recorder.run(uid) { $0.isFinal }
        try await expectTold(uid, .exited(4), [.error])
    }

    @Test func `notifyd dies before it hears that a run started and ended`() async throws {
        let instance = try await bench.begin()
        let gate = try bench.gate("gate")
        let created = try await bench.create(
            "exec 9> \(gate.path); echo up >&9; exit 4", launcher: instance)
        await bench.crash()
        // What reached the launcher just before.
        let client = try await LauncherClient.connect(socket: bench.launcher.socket)
        try client.launch(
            LaunchRequest(
                id: "\(created.run.uid).1", arguments: created.definition.command.arguments),
            log: try bench.logs.open(for: created.run))
        try gate.awaitEnd()
        await awaitEnd(client)
        try await bench.begin()
        let uid = created.run.uid
        await bench.recorder.run(uid) { $0.isFinal }
        #expect(bench.recorder.announced(of: uid).last == .error)
        try await expectTold(uid, .exited(4), [.running, .error])
    }

    @Test func `notifyd dies between the commit of an end and its acknowledgement`() async throws {
        let instance = try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 4")
        await bench.recorder.run(uid) { $0 == .running }
        await bench.crash()
        let client = try await LauncherClient.connect(socket: bench.launcher.socket)
        try gate.open()
        await awaitEnd(client)
        let usage = ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero)
        let outcome = RunOutcome.ended(
            .exited(4), usage: usage, timedOut: false, aborted: false, successExitCodes: [0])
        let completion = Completion(
            uid: uid, attempt: 1, outcome: outcome, startedAt: nil, endedAt: SystemClock().now)
        #expect(try await bench.store.completeRuns([completion]).count == 1)
        #expect(try await bench.begin() == instance)
        // It was told by the one who committed it; the launcher may forget it now.
        #expect(bench.recorder.told(of: uid) == [] && bench.recorder.announced(of: uid) == [])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `many deaths in a row finish each run exactly once`() async throws {
        try await bench.begin()
        var runs: [UID] = []
        var occasions: [UID: [Occasion]] = [:]
        for round in 0..<40 {
            runs.append(
                try await bench.start("echo \(round) >> \(bench.file("all")); exit \(round % 7)"))
            let recorder = bench.recorder
            await bench.crash()
            for run in runs { occasions[run, default: []] += recorder.told(of: run) }
            try await bench.begin()
        }
        for run in runs {
            while try await !bench.store.run(run, by: Bench.owner).state.isFinal {
                await bench.recorder.run(run) { $0.isFinal }
            }
        }
        for run in runs { occasions[run, default: []] += bench.recorder.told(of: run) }
        let lines = try bench.text("all").split(separator: "\n").compactMap { Int($0) }
        #expect(lines.sorted() == Array(0..<40))
        for (round, run) in runs.enumerated() {
            let exit = try await bench.store.run(run, by: Bench.owner).exit
            #expect(exit == .exited(Int32(round % 7)))
            // A death between commit and telling leaves it to the outbox; never is it told twice.
            #expect(occasions[run, default: []].count { $0 == .completed || $0 == .error } <= 1)
        }
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `the launcher dies under a run, which is lost and told`() async throws {
        let instance = try await bench.begin()
        let uid = try await bench.start("exec sleep 1000")
        await bench.recorder.run(uid) { $0 == .running }
        let orphans = bench.launcher.children
        try bench.replaceLauncher()
        let run = await bench.recorder.run(uid) { $0.isFinal }
        for orphan in orphans { kill(-orphan, SIGKILL) }
        #expect(run?.state == .error && run?.reason == .lost && run?.exit == nil)
        #expect(run?.message.isEmpty == false)
        #expect(bench.recorder.told(of: uid) == [.running, .error])
        #expect(try await bench.supervisor.launcherInstance() != instance)
        // And it goes on with the other launcher.
        #expect(try await bench.run("exit 5").exit == .exited(5))
        await bench.end()
    }

    @Test func `a pending run of a launcher that is gone is lost`() async throws {
        let created = try await bench.create("echo never", launcher: "another")
        try await bench.begin()
        await bench.recorder.run(created.run.uid) { $0.isFinal }
        let run = try await bench.store.run(created.run.uid, by: Bench.owner)
        #expect(run.state == .error && run.reason == .lost && run.startedAt == nil)
        #expect(bench.recorder.told(of: run.uid) == [.error])
        // Whoever created it brings it after it was judged.
        await bench.supervisor.start([created])
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(throws: SystemError.self) { try bench.text("logs") }
    }

    @Test func `a pending run of this launcher is started, and exactly once`() async throws {
        let instance = try await bench.begin()
        let created = try await bench.create("echo x >> \(bench.file("count"))", launcher: instance)
        await bench.crash()
        #expect(try await bench.begin() == instance)
        await bench.recorder.run(created.run.uid) { $0.isFinal }
        // Brought late, when it is over and the launcher has forgotten it.
        await bench.supervisor.start([created])
        #expect(await bench.supervisor.activeCount == 0)
        #expect(try await bench.run("exit 0").state == .completed)
        #expect(try bench.text("count") == "x\n")
        try await expectTold(created.run.uid, .exited(0), [.running, .completed])
    }

    @Test func `what is brought while there is no launcher starts with the next`() async throws {
        let instance = try await bench.begin()
        let created = try await bench.create("echo x >> \(bench.file("count"))", launcher: instance)
        await bench.crash()
        await bench.supervisor.start([created])
        #expect(await bench.supervisor.activeCount == 1)
        try await bench.begin()
        await bench.recorder.run(created.run.uid) { $0.isFinal }
        #expect(try bench.text("count") == "x\n")
        await bench.end()
    }

    @Test func `aborted before it started, a run is aborted and never starts`() async throws {
        let instance = try await bench.begin()
        let created = try await bench.create("echo x >> \(bench.file("count"))", launcher: instance)
        await bench.crash()
        await bench.supervisor.start([created])
        #expect(await bench.supervisor.abort(created.run.uid))
        try await bench.begin()
        let run = try await bench.store.run(created.run.uid, by: Bench.owner)
        #expect(run.state == .aborted && run.startedAt == nil)
        #expect(bench.recorder.told(of: run.uid) == [.aborted])
        #expect(try await bench.run("exit 0").state == .completed)
        #expect(throws: SystemError.self) { try bench.text("count") }
        await bench.end()
    }

    @Test func `stopped, it lets nobody wait for a launcher`() async throws {
        try await bench.begin()
        let supervisor = bench.supervisor
        await bench.crash()
        await #expect(throws: CancellationError.self) { try await supervisor.launcherInstance() }
        await bench.end()
    }

    @Test func `released, the launcher ends once it holds nothing`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path)")
        await bench.recorder.run(uid) { $0 == .running }
        await bench.supervisor.release()
        try gate.open()
        await bench.recorder.run(uid) { $0.isFinal }
        var status: Int32 = -1
        #expect(unsafe waitpid(bench.launcher.pid, &status, 0) == bench.launcher.pid)
        #expect(status == 0)
        await bench.end()
    }

    private func expectTold(
        _ uid: UID, _ exit: Domain.ExitStatus, _ occasions: [Occasion],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await bench.store.run(uid, by: Bench.owner)
        #expect(run.exit == exit && run.startedAt != nil, sourceLocation: sourceLocation)
        #expect(bench.recorder.told(of: uid) == occasions, sourceLocation: sourceLocation)
        await bench.end()
        #expect(try await bench.held() == 0, sourceLocation: sourceLocation)
    }

    private func awaitEnd(_ client: LauncherClient) async {
        for await reports in client.reports {
            for case .ended in reports { return }
        }
    }
}
