import Domain
import Testing

struct RunOutcomeTests {
    private static let usage = ResourceUsage(
        user: .seconds(1), system: .zero, peakMemory: 1, wall: .seconds(2))

    struct Row: Sendable, CustomTestStringConvertible {
        let exit: Domain.ExitStatus
        var timedOut = false
        var aborted = false
        var note = ""
        var codes: [Int32] = [0]
        let state: RunState
        var reason: ErrorReason?
        let message: String

        var testDescription: String { "\(exit) \(codes) \(message)" }
    }

    static let table: [Row] = [
        Row(exit: .exited(0), state: .completed, message: ""),
        Row(exit: .exited(3), codes: [0, 3], state: .completed, message: ""),
        Row(exit: .exited(0), codes: [3], state: .error, reason: .exit, message: "exit status 0"),
        Row(exit: .exited(2), state: .error, reason: .exit, message: "exit status 2"),
        Row(
            exit: .exited(2), note: "broken", state: .error, reason: .exit, message: "broken"),
        Row(exit: .signalled(9), state: .error, reason: .signal, message: "ended by SIGKILL"),
        Row(exit: .signalled(11), note: "oh", state: .error, reason: .signal, message: "oh"),
        Row(exit: .signalled(40), state: .error, reason: .signal, message: "ended by signal 40"),
        Row(
            exit: .signalled(15), timedOut: true, state: .error, reason: .timeout,
            message: "took longer than its timeout"),
        Row(
            exit: .exited(0), timedOut: true, state: .error, reason: .timeout,
            message: "took longer than its timeout"),
        Row(exit: .signalled(15), aborted: true, state: .aborted, message: "aborted by request"),
        Row(
            exit: .exited(0), timedOut: true, aborted: true, state: .aborted,
            message: "aborted by request"),
    ]

    @Test(arguments: table)
    func `an end is judged by what was asked for, then by time, then by the command`(row: Row) {
        let outcome = RunOutcome.ended(
            row.exit, usage: Self.usage, timedOut: row.timedOut, aborted: row.aborted,
            note: row.note, successExitCodes: row.codes)
        #expect(outcome.state == row.state)
        #expect(outcome.reason == row.reason)
        #expect(outcome.message == row.message)
        #expect(outcome.exit == row.exit)
        #expect(outcome.usage == Self.usage)
    }

    @Test func `what never ran has no exit and no usage`() {
        let ends: [(RunOutcome, RunState, ErrorReason?)] = [
            (.notStarted("no such file"), .error, .start),
            (.lost("the machine died"), .error, .lost),
            (.abortedBeforeStart, .aborted, nil),
        ]
        for (outcome, state, reason) in ends {
            #expect(outcome.state == state)
            #expect(outcome.reason == reason)
            #expect(outcome.exit == nil && outcome.usage == nil)
            #expect(!outcome.message.isEmpty)
        }
    }

    @Test func `every state but two is final`() {
        #expect(RunState.allCases.filter { !$0.isFinal } == [.pending, .running])
        #expect(DeliveryState.allCases.filter { !$0.isFinal } == [.pending])
    }

    @Test(
        arguments: [
            (1, "SIGHUP"), (9, "SIGKILL"), (15, "SIGTERM"), (31, "SIGSYS"), (0, "signal 0"),
            (32, "signal 32"), (-1, "signal -1"),
        ] as [(Int32, String)])
    func `signals have their names`(number: Int32, name: String) {
        #expect(SignalName.of(number) == name)
    }

    @Test func `a command that ran out of memory is told with the limit, or whose it was`() {
        #expect(
            RunOutcome.outOfMemory(limit: 512 << 20) == "killed: out of memory (limit 512 MiB)")
        #expect(RunOutcome.outOfMemory(limit: nil) == "killed: out of memory (of the machine)")
    }
}
