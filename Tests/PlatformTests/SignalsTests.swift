import Glibc
import Platform
import TestKit
import Testing

/// Signals concern a whole process, so each test has one of its own.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SignalsTests {
    @Test func `a blocked signal waits until it is asked for, and each comes once`() async {
        await #expect(processExitsWith: .success) {
            let signals = Signals(blocking: [SIGUSR1, SIGTERM, SIGHUP])
            for number in [SIGUSR1, SIGTERM, SIGHUP] {
                pthread_kill(pthread_self(), number)
                guard signals.wait() == number else { exit(3) }
            }
            // Those that came while nobody waited, the lower number first (signal(7)).
            pthread_kill(pthread_self(), SIGTERM)
            pthread_kill(pthread_self(), SIGUSR1)
            guard signals.wait() == SIGUSR1, signals.wait() == SIGTERM else { exit(5) }
        }
    }

    @Test func `a signal that is not waited for does what it always does`() async {
        await #expect(processExitsWith: .signal(SIGUSR2)) {
            let signals = Signals(blocking: [SIGUSR1])
            kill(getpid(), SIGUSR2)
            _ = signals.wait()
        }
    }
}
