import Domain
import Formats
import Persistence
import Testing

/// Attempts that fail and are repeated.
struct AttemptTests {
    private let noon = Bench.start + .seconds(3600)

    @Test func `an attempt that is repeated tells nobody and is kept`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("mail")]))
        let run = try await bench.run(schedule, at: noon)
        _ = try await bench.store.recordStarted([StartedRun(uid: run.uid, at: noon)])
        let failed = Completion(
            uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon,
            endedAt: noon + .seconds(5), retryAt: noon + .seconds(35))
        let result = try await bench.store.completeRuns([failed])[0]
        #expect(result.tell == nil && result.idleSince == nil)
        #expect(result.run.state == .pending && result.run.attempt == 2)
        #expect(result.run.startAfter == noon + .seconds(35) && result.run.isWaiting)
        #expect(result.retry?.run == result.run)
        #expect(try await bench.store.run(run.uid, by: Bench.alice) == result.run)
        #expect(try await bench.store.unfinishedRuns() == [try #require(result.retry)])
        let attempts = try await bench.store.attempts(of: run.uid)
        #expect(
            attempts == [
                Attempt(
                    number: 1, startedAt: noon, endedAt: noon + .seconds(5), reason: .exit,
                    message: "exit status 2", exit: .exited(2))
            ])
        // Told once more by the launcher, it changes nothing, and is to be repeated still.
        let again = try await bench.store.completeRuns([failed])[0]
        #expect(again == result)
        #expect(try await bench.store.attempts(of: run.uid) == attempts)
    }

    @Test func `the end of the last attempt is the run's, and is told`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("mail")]))
        let run = try await bench.run(schedule, at: noon)
        func end(_ attempt: Int64, _ outcome: RunOutcome, retryAt: Timestamp? = nil) async throws
            -> CompletedRun
        {
            try await bench.store.completeRuns([
                Completion(
                    uid: run.uid, attempt: attempt, outcome: outcome, startedAt: nil,
                    endedAt: noon + .seconds(Int(attempt)), retryAt: retryAt)
            ])[0]
        }
        _ = try await end(1, .failure, retryAt: noon)
        _ = try await end(2, .failure, retryAt: noon)
        let last = try await end(3, .success)
        #expect(last.run.state == .completed && last.run.attempt == 3)
        #expect(last.tell?.event.occasion == .completed)
        #expect(last.idleSince == noon + .seconds(3))
        #expect(try await bench.store.attempts(of: run.uid).map(\.number) == [1, 2])
        #expect(try await bench.store.schedules()[0].idleSince == noon + .seconds(3))
    }
}
