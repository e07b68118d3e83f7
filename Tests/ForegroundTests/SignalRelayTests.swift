import Domain
import Foreground
import Glibc
import Platform
import Testing

struct SignalRelayTests {
    private static func relay(
        _ phase: SignalRelay.Phase, _ arrivals: [CaughtSignals.Arrival]
    ) -> (SignalRelay, [SignalRelay.Action]) {
        var relay = SignalRelay()
        relay.phase = phase
        let actions = arrivals.map { relay.take($0) }
        return (relay, actions)
    }

    @Test func `what the terminal sends has reached the command, and what others send has not`() {
        for number in [SIGINT, SIGQUIT, SIGHUP] {
            #expect(Self.relay(.running, [.init(number, isFromKernel: true)]).1 == [.none])
            #expect(Self.relay(.running, [.init(number)]).1 == [.passOn])
            // The command was not there yet.
            #expect(Self.relay(.starting, [.init(number, isFromKernel: true)]).1 == [.passOn])
        }
        for number in [SIGTERM, SIGUSR1, SIGUSR2] {
            #expect(Self.relay(.running, [.init(number)]).1 == [.passOn])
        }
        #expect(Self.relay(.running, [.init(SIGPIPE)]).1 == [.none])
    }

    @Test func `sending goes on until somebody at the terminal insists`() {
        let arrivals: [CaughtSignals.Arrival] = [
            .init(SIGTERM), .init(SIGHUP, isFromKernel: true), .init(SIGINT, isFromKernel: true),
            .init(SIGTERM), .init(SIGINT, isFromKernel: true),
        ]
        #expect(Self.relay(.sending, arrivals).1 == [.none, .none, .announce, .none, .stopSending])
    }

    struct Case: Sendable {
        let numbers: [Int32]
        let exit: Domain.ExitStatus
        let signal: Int32?

        init(_ numbers: Int32..., exit: Domain.ExitStatus, is signal: Int32?) {
            self.numbers = numbers
            self.exit = exit
            self.signal = signal
        }
    }

    @Test(arguments: [
        Case(exit: .exited(1), is: nil),
        Case(SIGTERM, exit: .exited(0), is: SIGTERM),
        Case(SIGTERM, exit: .signalled(SIGKILL), is: SIGTERM),
        Case(SIGINT, exit: .exited(3), is: SIGINT),
        // It took the signal for something else, and went on.
        Case(SIGINT, exit: .exited(0), is: nil),
        Case(SIGHUP, SIGINT, exit: .exited(3), is: SIGHUP),
        Case(SIGINT, SIGTERM, exit: .exited(3), is: SIGTERM),
        // It came to the command first.
        Case(exit: .signalled(SIGINT), is: SIGINT),
        Case(exit: .signalled(SIGTERM), is: nil),
        Case(SIGUSR1, exit: .signalled(SIGUSR1), is: nil),
    ])
    func `a command that was asked to end was aborted`(_ example: Case) {
        let relay = Self.relay(.running, example.numbers.map { CaughtSignals.Arrival($0) }).0
        let found = relay.interruption(
            of: example.exit, isSuccess: example.exit == .exited(0))
        #expect(found == example.signal)
    }
}
