import Glibc
import LaunchProtocol
import Launching
import TestKit
import Testing

/// How runs are ended that do not end by themselves.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct EndingTests {
    @Test func `a timeout ends the whole process group`() async throws {
        let bench = try await Bench()
        let held = try bench.scratch.fifo("held")
        try bench.launch("run", "sleep 1000 > \(held.path) & wait", timeout: 300_000)
        let file = try held.openForReading()
        let end = try await bench.reports.end()
        #expect(end.exit == .signalled(signal: SIGTERM, core: false))
        #expect(end.timedOut && !end.aborted)
        #expect(end.usage.wall >= 300_000)
        try awaitEnd(of: file)
    }

    @Test func `what ignores SIGTERM is killed after the grace`() async throws {
        let bench = try await Bench()
        let ready = try bench.scratch.fifo("ready")
        let silent = try bench.scratch.fifo("silent")
        // The shell waits by itself: a child that is just being forked would miss the signal.
        try bench.launch(
            "run",
            "trap 'echo asked' TERM; exec 3<> \(silent.path); echo > \(ready.path); "
                + "while :; do read line <&3; done")
        _ = try ready.line()
        try bench.client.end("run", grace: .seconds(2))
        let end = try await bench.reports.end()
        #expect(end.exit == .signalled(signal: SIGKILL, core: false))
        #expect(end.aborted && !end.timedOut)
        #expect(try bench.scratch.text("run.log").contains("asked"))
    }

    @Test func `a timeout waits for its grace before it kills`() async throws {
        let bench = try await Bench()
        // `exec` keeps the ignored signal: whenever the timeout comes, SIGTERM does not end it.
        try bench.launch(
            LaunchRequest(
                id: "run", arguments: ["/bin/sh", "-c", "trap '' TERM; exec sleep 1000"],
                timeout: 1_000_000, grace: 200_000))
        let end = try await bench.reports.end()
        #expect(end.exit == .signalled(signal: SIGKILL, core: false))
        #expect(end.timedOut && end.usage.wall >= 1_200_000)
    }

    @Test func `an abort leaves nothing of the group behind`() async throws {
        let bench = try await Bench()
        let held = try bench.scratch.fifo("held")
        let ready = try bench.scratch.fifo("ready")
        // The leader goes at SIGTERM, what it started ignores it; the grace would be an hour.
        try bench.launch(
            "run",
            "(trap '' TERM; exec sleep 1000 > \(held.path)) & read line < \(ready.path); wait")
        let file = try held.openForReading()
        try ready.release()
        try bench.client.end("run", grace: .seconds(3600))
        let end = try await bench.reports.end()
        #expect(end.exit == .signalled(signal: SIGTERM, core: false) && end.aborted)
        try awaitEnd(of: file)
    }

    @Test func `a stopped run ends too`() async throws {
        let bench = try await Bench()
        try bench.launch("run", "kill -STOP $$")
        _ = try await bench.reports.started()
        try bench.client.end("run", grace: .seconds(3600))
        #expect(try await bench.reports.end().aborted)
    }

    @Test func `no grace means SIGKILL at once`() async throws {
        let bench = try await Bench()
        let ready = try bench.scratch.fifo("ready")
        try bench.launch("run", "trap '' TERM; echo > \(ready.path); exec sleep 1000")
        _ = try ready.line()
        try bench.client.end("run", grace: .zero)
        #expect(try await bench.reports.end().exit == .signalled(signal: SIGKILL, core: false))
    }

    @Test func `ending what is over or unknown changes nothing`() async throws {
        let bench = try await Bench()
        try bench.launch("run", "exit 0")
        let end = try await bench.reports.end()
        try bench.client.end("run", grace: .zero)
        try bench.client.end("unknown", grace: .zero)
        #expect(try await bench.client.held() == [.ended(end)])
    }
}
