package import Domain
import Glibc
package import Platform

/// What a foreground run makes of the signals that come for it: its command's, and its own.
package struct SignalRelay {
    package enum Action: Hashable {
        case none
        case passOn
        /// Somebody may want to wait no longer for what is being sent.
        case announce
        /// They do not want to wait.
        case stopSending
    }

    /// Those that would end us. SIGPIPE, which connections cause, concerns nobody.
    static let caught = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGPIPE]
    /// What a terminal sends to everybody in its foreground.
    private static let interrupts = [SIGINT, SIGQUIT, SIGHUP]

    package enum Phase {
        /// The command is not there yet.
        case starting
        case running
        /// It has ended, and only its notifications are under way.
        case sending
    }

    package var phase = Phase.starting
    private var terminated = false
    private var interrupted: Int32?
    private var impatience = 0

    package init() {}

    package mutating func take(_ arrival: CaughtSignals.Arrival) -> Action {
        if arrival.number == SIGPIPE { return .none }
        if phase == .sending {
            guard arrival.number == SIGINT || arrival.number == SIGQUIT else { return .none }
            impatience += 1
            return impatience == 1 ? .announce : .stopSending
        }
        if arrival.number == SIGTERM {
            terminated = true
        } else if Self.interrupts.contains(arrival.number), interrupted == nil {
            interrupted = arrival.number
        }
        return arrival.isFromKernel && phase == .running ? .none : .passOn
    }

    /// The signal that asked the command to end, where that is why it ended.
    ///
    /// What a terminal sends may mean something else to a command, which then goes on and succeeds.
    package func interruption(of exit: ExitStatus, isSuccess: Bool) -> Int32? {
        if terminated { return SIGTERM }
        // It may have come to the command a moment before it came to us.
        if case .signalled(let signal) = exit, Self.interrupts.contains(signal) { return signal }
        return isSuccess ? nil : interrupted
    }
}
