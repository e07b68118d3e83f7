import Glibc
import Platform
import TestKit
import Testing

/// Signals concern a whole process, so each test has one of its own.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CaughtSignalsTests {
    @Test func `what would end the process is told instead, whichever thread it comes to`() async {
        await #expect(processExitsWith: .success) {
            let signals = try CaughtSignals([SIGTERM, SIGHUP])
            kill(getpid(), SIGTERM)
            kill(getpid(), SIGHUP)
            var found: Set<CaughtSignals.Arrival> = []
            for await arrival in signals.arrivals {
                found.insert(arrival)
                if found.count == 2 { break }
            }
            guard found == [.init(SIGTERM), .init(SIGHUP)] else { exit(3) }
        }
    }

    @Test func `what the process was started to ignore stays ignored`() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP, SIG_IGN)
            let signals = try CaughtSignals([SIGHUP, SIGTERM])
            kill(getpid(), SIGHUP)
            kill(getpid(), SIGTERM)
            for await arrival in signals.arrivals {
                guard arrival.number == SIGTERM else { exit(3) }
                break
            }
        }
    }

    @Test func `a program that is started finds its signals as they were`() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP, SIG_IGN)
            _ = try CaughtSignals([SIGHUP, SIGTERM])
            func status(_ script: String) async throws -> ForegroundProcess.Ending.Cause {
                try await ForegroundProcess(
                    ["sh", "-c", script], environment: ["PATH=/usr/bin:/bin"]
                ).ending().cause
            }
            guard try await status("kill -HUP $$; exit 4") == .exited(4),
                try await status("kill -TERM $$; exit 4") == .signalled(SIGTERM)
            else { exit(3) }
        }
    }
}
