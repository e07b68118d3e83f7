import Domain
import Formats
import TestKit
import Testing

struct RunRetryTests {
    private static let usage = ResourceUsage(
        user: .zero, system: .zero, peakMemory: 0, wall: .zero)

    private static func outcome(_ exit: Domain.ExitStatus, timedOut: Bool = false) -> RunOutcome {
        .ended(exit, usage: usage, timedOut: timedOut, aborted: false, successExitCodes: [0])
    }

    @Test(
        arguments: [
            (RunRetry(), outcome(.exited(75)), 1, false),
            (RunRetry(limit: 2), outcome(.exited(75)), 1, true),
            (RunRetry(limit: 2), outcome(.exited(75)), 2, true),
            (RunRetry(limit: 2), outcome(.exited(75)), 3, false),
            (RunRetry(limit: 2), outcome(.exited(1)), 1, false),
            (RunRetry(limit: 2, exitCodes: [1, 2]), outcome(.exited(2)), 1, true),
            (RunRetry(limit: 2), outcome(.exited(0)), 1, false),
            (RunRetry(limit: 2), outcome(.signalled(9)), 1, false),
            (RunRetry(limit: 2, reasons: [.signal]), outcome(.signalled(9)), 1, true),
            (RunRetry(limit: 2, reasons: [.exit]), outcome(.exited(1)), 1, true),
            (
                RunRetry(limit: 2, reasons: [.timeout]), outcome(.signalled(15), timedOut: true), 1,
                true
            ),
            (RunRetry(limit: 2, reasons: [.start]), .notStarted("no such file"), 1, true),
            (RunRetry(limit: 2, reasons: ErrorReason.allCases), .abortedBeforeStart, 1, false),
        ] as [(RunRetry, RunOutcome, Int64, Bool)])
    func `an end is tried again when it is said to be temporary and attempts are left`(
        retry: RunRetry, outcome: RunOutcome, attempt: Int64, isRepeated: Bool
    ) {
        var generator = SeededGenerator(seed: 1)
        let delay = retry.delay(after: outcome, attempt: attempt, using: &generator)
        #expect((delay != nil) == isRepeated)
    }

    @Test func `delays double up to the longest, and are drawn from their upper half`() throws {
        let retry = RunRetry(limit: 100, delay: .seconds(10), longestDelay: .seconds(60))
        var generator = SeededGenerator(seed: 1)
        for (attempt, nominal) in [(1, 10), (2, 20), (3, 40), (4, 60), (99, 60)] {
            let delay = try #require(
                retry.delay(
                    after: Self.outcome(.exited(75)), attempt: Int64(attempt), using: &generator))
            #expect(delay >= .seconds(nominal) / 2 && delay <= .seconds(nominal))
        }
    }
}
