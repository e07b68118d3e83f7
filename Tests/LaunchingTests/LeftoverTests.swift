import Glibc
import LaunchProtocol
import Launching
import TestKit
import Testing

/// What becomes of processes that a run leaves behind, where the launcher has no cgroups.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LeftoverTests {
    /// What is left: it says that it is there, and stays.
    private static let stays = "sh -c 'echo > READY; exec sleep 1000'"

    /// The ways in which a command leaves it behind.
    static let ways: [String] = [
        "\(stays) &", "setsid \(stays) &", "(setsid \(stays) &) ;",
        "setsid sh -c 'setsid sleep 1000 & echo > READY; exec sleep 1000' &",
        // Another process group of the same session, without the environment.
        "perl -e 'setpgrp; exec @ARGV' env -i \(stays) &",
        "trap '' HUP TERM; setsid nohup \(stays) &",
    ]

    @Test(arguments: ways)
    func `it is killed`(way: String) async throws {
        let bench = try await Bench()
        let (held, ready) = (try bench.scratch.fifo("held"), try bench.scratch.fifo("ready"))
        let leave = way.replacing("READY", with: ready.path)
        try bench.launch("run", "exec 9> \(held.path); \(leave) read line < \(ready.path); exit 3")
        let file = try held.openForReading()
        #expect(try await bench.reports.end().exit == .exited(code: 3))
        try awaitEnd(of: file)
    }

    @Test func `it goes on where that is asked for`() async throws {
        let bench = try await Bench()
        let held = try bench.scratch.fifo("held")
        try bench.launch(
            LaunchRequest(
                id: "run", arguments: ["/bin/sh", "-c", "sleep 1000 > \(held.path) & exit 3"],
                keepsLeftovers: true))
        let start = try await bench.reports.started()
        let file = try held.openForReading()
        #expect(try await bench.reports.end().exit == .exited(code: 3))
        #expect(try await bench.client.held().count == 1)
        let isLeftAlone = isHeld(file)
        #expect(isLeftAlone)
        kill(-start.pid, SIGKILL)
        try awaitEnd(of: file)
    }

    @Test func `another run's is left alone`() async throws {
        let bench = try await Bench()
        let (held, gate) = (try bench.scratch.fifo("held"), try bench.scratch.fifo("gate"))
        // Its middle one ends, and the launcher adopts the last while the first still runs.
        try bench.launch(
            "other", "(setsid sleep 1000 > \(held.path) &) ; read line < \(gate.path)")
        let file = try held.openForReading()
        #expect(try await bench.output("exit 0") == "")
        try bench.launch("third", "setsid true & exit 3")
        _ = try await bench.reports.end()
        #expect(try await bench.client.held().count == 3)
        let isLeftAlone = isHeld(file)
        #expect(isLeftAlone)
        try gate.release()
        #expect(try await bench.reports.end().id == "other")
        try awaitEnd(of: file)
    }

    @Test func `limits that need a cgroup are said once not to hold`() async throws {
        let bench = try await Bench()
        for id in ["first", "second"] {
            _ = try await bench.run(
                LaunchRequest(
                    id: id, arguments: ["true"],
                    limits: LaunchLimits(memory: 64 << 20, cpu: 500, processes: 10)))
        }
        let lines = try bench.scratch.text("launcher.log").split(separator: "\n")
        #expect(lines.count == 3)
        for word in ["memory is limited for each process", "limit of cpu", "limit of pids"] {
            #expect(lines.count { $0.contains(word) && $0.contains("for run first") } == 1)
        }
    }
}
