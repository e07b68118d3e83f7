import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// What becomes of one run, from its creation to its end.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RunTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func `a run starts, is running, ends, and each is told once`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("echo before; read line < \(gate.path); echo after")
        await bench.recorder.run(uid) { $0 == .running }
        let running = try await bench.store.run(uid, by: Bench.owner)
        #expect(running.state == .running && running.startedAt != nil && running.endedAt == nil)
        #expect(await bench.supervisor.activeCount == 1)
        try gate.open()
        await bench.recorder.run(uid) { $0.isFinal }
        let run = try await bench.store.run(uid, by: Bench.owner)
        #expect(run.state == .completed && run.reason == nil && run.exit == .exited(0))
        #expect(run.startedAt == running.startedAt)
        #expect(try #require(run.endedAt) > #require(run.startedAt))
        #expect(try #require(run.usage).peakMemory > 0)
        #expect(try await bench.output(of: uid) == "before\nafter\n")
        #expect(bench.recorder.told(of: uid) == [.running, .completed])
        #expect(bench.recorder.announced(of: uid) == [.running, .completed])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    struct Ending: CustomTestStringConvertible {
        let what: String
        let script: String
        let state: RunState
        let reason: ErrorReason?
        let exit: Domain.ExitStatus?
        let message: String
        let change: @Sendable (inout ScheduleDefinition) -> Void
        var testDescription: String { what }

        init(
            _ what: String, _ script: String, _ state: RunState, _ reason: ErrorReason?,
            _ exit: Domain.ExitStatus?, _ message: String,
            _ change: @escaping @Sendable (inout ScheduleDefinition) -> Void = { _ in }
        ) {
            (self.what, self.script, self.state, self.reason) = (what, script, state, reason)
            (self.exit, self.message, self.change) = (exit, message, change)
        }
    }

    static let endings = [
        Ending("success", "exit 0", .completed, nil, .exited(0), ""),
        Ending("failure", "exit 3", .error, .exit, .exited(3), "exit status 3"),
        Ending("another success", "exit 3", .completed, nil, .exited(3), "") {
            $0.successExitCodes = [0, 3]
        },
        Ending("zero as a failure", "exit 0", .error, .exit, .exited(0), "exit status 0") {
            $0.successExitCodes = [3]
        },
        Ending("a signal", "kill -USR1 $$", .error, .signal, .signalled(SIGUSR1), "SIGUSR1"),
        Ending(
            "a timeout", "exec sleep 1000", .error, .timeout, .signalled(SIGTERM), "timeout"
        ) { $0.timeout = .milliseconds(50) },
        Ending(
            "a timeout that is resisted", "trap '' TERM; while :; do sleep 1000; done", .error,
            .timeout, .signalled(SIGKILL), "timeout"
        ) {
            // Enough for the shell to get that far.
            $0.timeout = .seconds(1)
            $0.grace = .milliseconds(50)
        },
        Ending("no such command", "", .error, .start, nil, "no-such-command") {
            $0.command = CommandLine(arguments: ["no-such-command"])
        },
        Ending("no such directory", "true", .error, .start, nil, "/no/such") {
            $0.directory = "/no/such"
        },
        Ending("no such user", "true", .error, .start, nil, "no-such-user") {
            $0.user = "no-such-user"
        },
        Ending("a limit that is refused", "true", .error, .start, nil, "limit") {
            $0.limits.openFiles = 1 << 40
        },
        Ending("a command that no launcher takes", "true", .error, .start, nil, "refuse") {
            $0.command = CommandLine(arguments: ["a\0b"])
        },
    ]

    @Test func `what a run leaves behind goes on where its schedule says so`() async throws {
        try await bench.begin()
        let (gate, done) = (try bench.gate("gate"), try bench.gate("done"))
        let script = "(read line < \(gate.path); echo done > \(done.path)) & exit 0"
        let run = try await bench.run(script) { $0.policies.leftovers = .keep }
        #expect(run.state == .completed)
        try gate.open()
        try done.awaitEnd()
        await bench.end()
    }

    @Test(arguments: endings)
    func `how it ended is in its row, and told`(ending: Ending) async throws {
        try await bench.begin()
        let run = try await bench.run(ending.script, ending.change)
        #expect(run.state == ending.state)
        #expect(run.reason == ending.reason)
        #expect(run.exit == ending.exit)
        #expect(
            run.message.contains(ending.message) && run.message.isEmpty == ending.message.isEmpty)
        #expect(run.endedAt != nil)
        let expected: [Occasion] = ending.state == .completed ? [.completed] : [.error]
        let started: [Occasion] = ending.reason == .start ? [] : [.running]
        #expect(bench.recorder.told(of: run.uid) == started + expected)
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `an owner without an account cannot run anything`() async throws {
        try await bench.begin()
        let definition = ScheduleDefinition(
            key: ScheduleKey(name: try Name("orphan")), when: "@daily",
            command: CommandLine(arguments: ["true"]))
        let nobody = Caller(uid: 4_000_000_001, isAdministrator: false)
        let now = SystemClock().now
        _ = try await bench.store.applySchedules([definition], by: nobody, now: now)
        var generator = SystemRandomNumberGenerator()
        let created = try await bench.store.createManualRun(
            definition.key, uid: UID(now: now, using: &generator),
            launcher: try await bench.supervisor.launcherInstance(), by: nobody, now: now)
        await bench.supervisor.start(created.runs)
        let run = await bench.recorder.run(created.runs[0].run.uid) { $0.isFinal }
        #expect(run?.reason == .start)
        #expect(run?.message.contains("4000000001") == true)
        await bench.end()
    }

    @Test func `an abort ends the whole process group, and is told as such`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("sleep 1000 & echo up > \(gate.path); wait")
        try gate.awaitEnd()
        await bench.recorder.run(uid) { $0 == .running }
        #expect(await bench.supervisor.abort(uid))
        await bench.recorder.run(uid) { $0.isFinal }
        let run = try await bench.store.run(uid, by: Bench.owner)
        #expect(run.state == .aborted && run.exit == .signalled(SIGTERM))
        #expect(bench.recorder.told(of: uid) == [.running, .aborted])
        #expect(await !bench.supervisor.abort(uid))
        await bench.end()
    }

    @Test(arguments: Trigger.allCases.filter { $0 != .local })
    func `the command knows which run it is`(trigger: Trigger) async throws {
        try await bench.begin()
        let created = try await bench.create(
            "env | grep ^NOTIFYD_ | sort; echo $OWN $NOTIFYD",
            launcher: try await bench.supervisor.launcherInstance(), trigger: trigger
        ) {
            $0.key = ScheduleKey(project: Name.defaultProject, name: $0.key.name)
            $0.environment = ["OWN": "a b", "NOTIFYD_RUN": "forged"]
        }
        let run = created.run
        await bench.supervisor.start([created])
        await bench.recorder.run(run.uid) { $0.isFinal }
        let expected = [
            "NOTIFYD_ATTEMPT=1", "NOTIFYD_LAUNCH=\(run.uid).1",
            "NOTIFYD_OCCURRENCE=\(run.occurrence?.description ?? "")",
            "NOTIFYD_PARAMETERS={}", "NOTIFYD_PREVIOUS_SUCCESS=", "NOTIFYD_PROJECT=default",
            "NOTIFYD_RESULTS=\(bench.results.path(of: run))", "NOTIFYD_RUN=\(run.uid)",
            "NOTIFYD_SCHEDULE=job-1", "NOTIFYD_SOCKET=/run/notifyd/test",
            "NOTIFYD_TRIGGER=\(trigger.rawValue)", "a b", "",
        ]
        #expect(try await bench.output(of: run.uid) == expected.joined(separator: "\n"))
        await bench.end()
    }

    @Test func `the end of the last success is known to the next run`() async throws {
        try await bench.begin()
        let first = try await bench.run("true")
        let now = SystemClock().now
        var generator = SystemRandomNumberGenerator()
        let next = try await bench.store.createManualRun(
            first.key, uid: UID(now: now, using: &generator),
            launcher: try await bench.supervisor.launcherInstance(), by: Bench.owner, now: now)
        #expect(next.runs[0].previousSuccess == first.endedAt)
        await bench.end()
    }

    @Test func `five hundred at once all run, each once`() async throws {
        let instance = try await bench.begin()
        var runs: [StartableRun] = []
        for number in 0..<500 {
            runs.append(
                try await bench.create(
                    "echo \(number) >> \(bench.file("all")); exit \(number % 2)", launcher: instance
                ))
        }
        await bench.supervisor.start(runs)
        await bench.recorder.ended(runs.count)
        let lines = try bench.text("all").split(separator: "\n").compactMap { Int($0) }
        #expect(lines.sorted() == Array(0..<500))
        for (number, run) in runs.enumerated() {
            let run = try await bench.store.run(run.run.uid, by: Bench.owner)
            #expect(run.exit == .exited(Int32(number % 2)))
            let last: Occasion = number % 2 == 0 ? .completed : .error
            #expect(bench.recorder.told(of: run.uid) == [.running, last])
        }
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }
}
