import Glibc
import LaunchProtocol
import Launching
import TestKit
import Testing

/// That nothing which ended is forgotten, and nothing is started twice.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct HoldingTests {
    @Test func `ends are kept while there is no client`() async throws {
        let bench = try await Bench()
        let (gate, done) = (try bench.scratch.fifo("gate"), try bench.scratch.fifo("done"))
        try bench.launch("first", "exit 4")
        let first = try await bench.reports.end()
        try bench.launch("second", "exec 9> \(done.path); read line < \(gate.path); exit 5")
        _ = try await bench.reports.started()
        let held = try done.openForReading()
        try await bench.reconnect()
        try gate.release()
        try awaitEnd(of: held)
        // The newer connection hears of it; the one after it finds it held.
        let second = try await bench.reports.end()
        #expect(second.exit == .exited(code: 5))
        try await bench.reconnect()
        let all = try await bench.client.held().sorted { $0.id < $1.id }
        #expect(all == [.ended(first), .ended(second)])
    }

    @Test func `a newer connection takes the older one's place`() async throws {
        let bench = try await Bench()
        let (old, reports) = (bench.client, bench.reports)
        try await bench.reconnect()
        await reports.awaitDisconnection()
        #expect(throws: LauncherError.disconnected) { try old.acknowledge(["x"]) }
        #expect(old.instance == bench.client.instance)
        #expect(try await bench.client.held() == [])
    }

    @Test func `an acknowledged end is forgotten, and a running one is not`() async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        try bench.launch("over", "exit 0")
        _ = try await bench.reports.end()
        try bench.launch("runs", "read line < \(gate.path)")
        let start = try await bench.reports.started()
        try bench.client.acknowledge(["over", "runs", "unknown"])
        #expect(try await bench.client.held() == [.running(start)])
        try gate.release()
        #expect(try await bench.reports.end().id == "runs")
    }

    @Test func `an id that is held never starts again`() async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        let count = bench.scratch.file("count")
        let script = "echo x >> \(count); read line < \(gate.path)"
        for _ in 0..<20 { try bench.launch("run", script) }
        let start = try await bench.reports.started()
        try gate.release()
        let end = try await bench.reports.end()
        try bench.launch("run", script)
        #expect(try await bench.reports.end() == end)
        #expect(end.startedAt == start.at)
        #expect(try bench.scratch.text("count") == "x\n")
        try bench.client.acknowledge(["run"])
        try bench.launch("run", "echo y >> \(count)")
        _ = try await bench.reports.end()
        #expect(try bench.scratch.text("count") == "x\ny\n")
    }

    @Test func `a reload keeps runs, ends, failures and deadlines`() async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        try bench.launch("over", "exit 4")
        let over = try await bench.reports.end()
        try bench.launch(LaunchRequest(id: "failed", arguments: ["no-such"]))
        let failed = try await bench.reports.failure()
        try bench.launch("runs", "read line < \(gate.path); exit 6")
        let runs = try await bench.reports.started()
        try bench.launch("late", "sleep 1000", timeout: 1_000_000)
        let instance = bench.client.instance
        bench.client.reload()
        await bench.reports.awaitDisconnection()
        try await bench.reconnect()
        #expect(bench.client.instance == instance)
        let held = try await bench.client.held()
        #expect(held.count == 4)
        #expect(held.contains(.ended(over)))
        #expect(held.contains(.notStarted(failed)))
        #expect(held.contains(.running(runs)))
        try gate.release()
        var ends = [try await bench.reports.end(), try await bench.reports.end()]
        ends.sort { $0.id < $1.id }
        #expect(ends[0].timedOut && ends[0].usage.wall >= 1_000_000)
        #expect(ends[1].exit == .exited(code: 6) && ends[1].startedAt == runs.at)
    }

    @Test func `no end is lost in many reloads`() async throws {
        let bench = try await Bench()
        let (rounds, runs) = (20, 10)
        for round in 0..<rounds {
            for run in 0..<runs { try bench.launch("\(round)-\(run)", "exit \(run)") }
            bench.client.reload()
            await bench.reports.awaitDisconnection()
            try await bench.reconnect()
        }
        var codes: [String: LaunchExit] = [:]
        for run in try await bench.client.held() {
            if case .ended(let end) = run { codes[end.id] = end.exit }
        }
        while codes.count < rounds * runs {
            let end = try await bench.reports.end()
            codes[end.id] = end.exit
        }
        for round in 0..<rounds {
            for run in 0..<runs { #expect(codes["\(round)-\(run)"] == .exited(code: Int32(run))) }
        }
    }

    @Test func `released, it ends once nothing is held`() async throws {
        let bench = try await Bench()
        try bench.launch("run", "exit 0")
        _ = try await bench.reports.end()
        bench.client.release()
        #expect(try await bench.client.held().count == 1)
        try bench.client.acknowledge(["run"])
        #expect(bench.launcher.end() == 0)
        await bench.reports.awaitDisconnection()
    }

    @Test func `SIGTERM ends it once nothing is held`() async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        try bench.launch("run", "read line < \(gate.path); exit 2")
        _ = try await bench.reports.started()
        bench.launcher.kill(SIGTERM)
        bench.launcher.kill(SIGTERM)
        try gate.release()
        #expect(try await bench.reports.end().exit == .exited(code: 2))
        try bench.client.acknowledge(["run"])
        #expect(bench.launcher.end() == 0)
        #expect(try bench.scratch.text("launcher.log").contains("stays until 1 held"))
    }

    @Test func `idle, it uses no processor at all`() async throws {
        let bench = try await Bench()
        func status() throws -> String { try bench.scratch.processStatus(bench.launcher.pid) }
        func switches() throws -> [Substring] {
            try status().split(separator: "\n").filter { $0.contains("ctxt_switches") }
        }
        // Once it has answered it waits; what it does on its own would show between the two looks.
        _ = try await bench.client.held()
        try bench.launch("waits", "read line < \(try bench.scratch.fifo("gate").path)")
        _ = try await bench.reports.started()
        _ = try await bench.client.held()
        // The answer arrives a moment before its sender waits again.
        while try !status().contains("State:\tS") { await Task.yield() }
        let before = try switches()
        // Another launcher's timeout is the clock.
        let other = try await Bench()
        try other.launch("clock", "exec sleep 1000", timeout: 1_500_000)
        #expect(try await other.reports.end().timedOut)
        #expect(try switches() == before)
    }
}
