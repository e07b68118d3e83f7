import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// Attempts that fail and are followed by others.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RetryTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    /// Starts a run that fails until its third attempt.
    private func start(
        _ change: (inout ScheduleDefinition) -> Void = { _ in }
    ) async throws -> UID {
        try await bench.start(
            "echo $NOTIFYD_ATTEMPT >> \(bench.file("all")); [ $NOTIFYD_ATTEMPT = 3 ] || exit 75"
        ) {
            $0.policies.retry = RunRetry(limit: 3, delay: .seconds(60), longestDelay: .seconds(90))
            change(&$0)
        }
    }

    @Test func `temporary failures are tried again, and only the end is told`() async throws {
        try await bench.begin()
        let uid = try await start()
        for attempt in 1...2 {
            await bench.recorder.attempt(uid, Int64(attempt) + 1)
            let run = try await bench.stored(uid)
            #expect(run.isWaiting && run.attempt == Int64(attempt) + 1)
            let delay = try #require(run.startAfter) - bench.clock.now
            let nominal = Duration.seconds(attempt == 1 ? 60 : 90)
            #expect((nominal / 2...nominal).contains(delay))
            #expect(await bench.supervisor.waitingCount == 1)
            // It is not started a moment too early.
            await bench.pass(delay - .microseconds(1))
            #expect(await bench.supervisor.waitingCount == 1)
            await bench.pass(.microseconds(1))
        }
        let run = try await bench.end(of: uid)
        #expect(run.state == .completed && run.attempt == 3 && run.exit == .exited(0))
        #expect(bench.recorder.told(of: uid) == [.running, .running, .running, .completed])
        #expect(bench.recorder.ends(of: uid).count == 1)
        let attempts = try await bench.store.attempts(of: uid)
        #expect(attempts.map(\.number) == [1, 2])
        #expect(attempts.allSatisfy { $0.exit == .exited(75) && $0.reason == .exit })
        #expect(try bench.lines("all") == ["1", "2", "3"])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `other failures are final`() async throws {
        try await bench.begin()
        let run = try await bench.run("exit 1") { $0.policies.retry = RunRetry(limit: 3) }
        #expect(run.state == .error && run.attempt == 1)
        #expect(bench.recorder.told(of: run.uid) == [.running, .error])
        await bench.end()
    }

    @Test(arguments: [
        (ErrorReason.timeout, "exec sleep 1000"), (.signal, "kill -USR1 $$"), (.start, "true"),
    ])
    func `reasons that are named are tried again until the limit`(
        reason: ErrorReason, script: String
    ) async throws {
        try await bench.begin()
        let uid = try await bench.start(script) {
            $0.policies.retry = RunRetry(limit: 2, delay: .seconds(60), reasons: [reason])
            if reason == .timeout { $0.timeout = .milliseconds(50) }
            if reason == .start { $0.directory = "/no/such" }
        }
        for attempt in 2...3 {
            await bench.recorder.attempt(uid, Int64(attempt))
            await bench.pass(.seconds(3600))
        }
        let run = try await bench.end(of: uid)
        #expect(run.state == .error && run.reason == reason && run.attempt == 3)
        #expect(bench.recorder.told(of: uid).count { $0 == .error } == 1)
        #expect(try await bench.store.attempts(of: uid).map(\.reason) == [reason, reason])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `a run whose user is unknown is tried again too`() async throws {
        try await bench.begin()
        let uid = try await bench.start("true") {
            $0.user = "no-such-user"
            $0.policies.retry = RunRetry(limit: 1, delay: .seconds(60), reasons: [.start])
        }
        await bench.recorder.attempt(uid, 2)
        await bench.pass(.seconds(60))
        #expect(try await bench.end(of: uid).attempt == 2)
        await bench.end()
    }

    @Test func `aborted while it waits, a run is not tried again`() async throws {
        try await bench.begin()
        let uid = try await start()
        await bench.recorder.attempt(uid, 2)
        #expect(await bench.supervisor.abort(uid))
        let run = try await bench.stored(uid)
        #expect(run.state == .aborted && run.attempt == 2)
        #expect(bench.recorder.told(of: uid) == [.running, .aborted])
        await bench.pass(.seconds(3600))
        #expect(await bench.supervisor.activeCount == 0)
        #expect(try bench.lines("all") == ["1"])
        await bench.end()
    }

    enum Change: CaseIterable { case notifyd, launcher, both, clock }

    @Test(arguments: Change.allCases)
    func `what is waited for comes, whatever is restarted meanwhile`(change: Change) async throws {
        let instance = try await bench.begin()
        let uid = try await start()
        for attempt in 2...3 {
            await bench.recorder.attempt(uid, Int64(attempt))
            if change == .notifyd || change == .both { await bench.crash() }
            if change == .launcher || change == .both { try bench.replaceLauncher() }
            if change == .notifyd || change == .both { try await bench.begin() }
            if change == .launcher {
                await bench.journal.awaits("the launcher is gone", times: attempt - 1)
            }
            if change == .clock {
                bench.clock.advance(by: .seconds(-86_400))
                await bench.alarm.clockMoved(wasSet: true)
            }
            await bench.pass(.seconds(90))
            await bench.recorder.attemptStarted(uid, Int64(attempt))
        }
        let run = try await bench.end(of: uid)
        #expect(run.state == .completed && run.attempt == 3)
        #expect(try bench.lines("all") == ["1", "2", "3"])
        if change == .launcher {
            #expect(try await bench.supervisor.launcherInstance() != instance)
        }
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `a retry that is due before the launcher is there starts with it`() async throws {
        try await bench.begin()
        let uid = try await start()
        await bench.recorder.attempt(uid, 2)
        await bench.crash()
        bench.clock.advance(by: .seconds(3600))
        try await bench.begin()
        await bench.recorder.attempt(uid, 3)
        #expect(try bench.lines("all") == ["1", "2"])
        await bench.end()
    }

    @Test func `what is queued waits until the last attempt is over`() async throws {
        try await bench.begin()
        let schedule = try await bench.schedule(
            "job",
            "echo $NOTIFYD_RUN.$NOTIFYD_ATTEMPT >> \(bench.file("all")); "
                + "[ $NOTIFYD_ATTEMPT = 2 ] || exit 75"
        ) {
            $0.policies.overlap = .queueAll
            $0.policies.retry = RunRetry(limit: 1, delay: .seconds(60))
        }
        let first = try await bench.startDue(schedule)
        await bench.recorder.attempt(first, 2)
        let second = try await bench.startDue(schedule)
        #expect(try await bench.stored(second).isWaiting)
        await bench.pass(.seconds(60))
        try await bench.end(of: first)
        await bench.recorder.attempt(second, 2)
        await bench.pass(.seconds(60))
        try await bench.end(of: second)
        #expect(
            try bench.lines("all") == ["\(first).1", "\(first).2", "\(second).1", "\(second).2"])
        await bench.end()
    }
}
