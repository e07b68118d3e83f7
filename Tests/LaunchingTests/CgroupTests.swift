import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// Runs in cgroups of their own, with what every tree of version 2 can do.
@Suite(
    .enabled(if: DelegatedCgroup.isPossible, "root can make cgroups, where there are any"),
    .timeLimit(.minutes(Patience.minutes)))
struct CgroupTests {
    private static let own = "grep ^0:: /proc/self/cgroup"

    @Test func `each run has its own, and the launcher another`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        #expect(try await bench.output(Self.own) == "0::\(cgroup.path)/run-output1\n")
        #expect(try await bench.output(Self.own) == "0::\(cgroup.path)/run-output2\n")
        let launcher = try WholeFile.text("/proc/\(bench.launcher.pid)/cgroup")
        #expect(launcher.contains("0::\(cgroup.path)/launcher\n"))
        _ = try await bench.client.held()
        #expect(cgroup.runs == [])
        #expect(try bench.scratch.text("launcher.log") == "")
    }

    @Test func `one that is not delegated is left as it is`() async throws {
        let cgroup = try DelegatedCgroup()
        let inner = "\(cgroup.folder)/session"
        #expect(unsafe mkdir(inner, 0o755) == 0)
        let bench = try await Bench(prefix: [
            "sh", "-c", "echo 0 > \(inner)/cgroup.procs && exec \"$@\"", "sh",
        ])
        #expect(try await bench.output(Self.own) == "0::\(cgroup.path)/session\n")
        #expect(cgroup.runs == [])
    }

    @Test func `a command that cannot be executed leaves none`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        try bench.launch(LaunchRequest(id: "run", arguments: ["/no/such"]))
        #expect(try await bench.reports.failure().stage == .command)
        try cgroup.awaitRemoval(of: "run-run")
    }

    private static let stays = "sh -c 'echo > READY; exec sleep 1000'"

    /// How a command hides what it leaves behind.
    static let ways: [String] = [
        "\(stays) &", "setsid env -i \(stays) &",
        "setsid env -i sh -c 'trap \"\" TERM; setsid sleep 1000 & echo > READY' &",
    ]

    @Test(arguments: ways)
    func `what it leaves behind is killed, however it hides`(way: String) async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let (held, ready) = (try bench.scratch.fifo("held"), try bench.scratch.fifo("ready"))
        let leave = way.replacing("READY", with: ready.path)
        try bench.launch("run", "exec 9> \(held.path); \(leave) read line < \(ready.path); exit 3")
        let file = try held.openForReading()
        #expect(try await bench.reports.end().exit == .exited(code: 3))
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-run")
    }

    @Test func `what it may leave behind stays in its cgroup, which goes with that`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let held = try bench.scratch.fifo("held")
        let request = LaunchRequest(
            id: "run",
            arguments: ["/bin/sh", "-c", "setsid sleep 1000 > \(held.path) & exit 3"],
            keepsLeftovers: true)
        try bench.launch(request)
        let file = try held.openForReading()
        #expect(try await bench.reports.end().exit == .exited(code: 3))
        try bench.client.acknowledge(["run"])
        // The same again, beside what is left of the first.
        let (_, output) = try await bench.run(
            LaunchRequest(id: "run", arguments: ["/bin/sh", "-c", Self.own]))
        #expect(output == "0::\(cgroup.path)/run-run~1\n")
        let isLeftAlone = isHeld(file)
        #expect(isLeftAlone)
        #expect(cgroup.runs == ["run-run"])
        try cgroup.kill("run-run")
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-run")
    }

    @Test func `a timeout ends also what has left the session`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let held = try bench.scratch.fifo("held")
        try bench.launch(
            LaunchRequest(
                id: "run",
                arguments: ["/bin/sh", "-c", "setsid sleep 1000 > \(held.path) & wait"],
                timeout: 300_000, keepsLeftovers: true))
        let file = try held.openForReading()
        #expect(try await bench.reports.end().timedOut)
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-run")
    }

    @Test func `cgroups that the command makes within its own go too`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let held = try bench.scratch.fifo("held")
        let inner = "\(cgroup.folder)/run-run/a"
        try bench.launch(
            "run",
            "mkdir -p \(inner)/b; (echo 0 > \(inner)/b/cgroup.procs; exec sleep 1000 > \(held.path)) & "
                + "read line < \(try bench.scratch.fifo("gate").path)")
        let file = try held.openForReading()
        try Fifo(path: bench.scratch.file("gate")).release()
        #expect(try await bench.reports.end().exit == .exited(code: 0))
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-run")
    }

    @Test func `processor time is that of all processes, waited for or not`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let done = try bench.scratch.fifo("done")
        // Its child is not waited for, so that only the cgroup knows what it used.
        let script = """
            perl -e 'while ((times)[0] < 0.3) {} open F, ">", $ARGV[0]; print F "x\\n"' \
            \(done.path) & read line < \(done.path)
            """
        try bench.launch("run", script)
        let end = try await bench.reports.end()
        #expect(end.usage.user + end.usage.system >= 250_000)
    }

    @Test func `a reload keeps them`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let (gate, held) = (try bench.scratch.fifo("gate"), try bench.scratch.fifo("held"))
        try bench.launch(
            "run", "setsid env -i sleep 1000 > \(held.path) & read line < \(gate.path); exit 4")
        let file = try held.openForReading()
        bench.client.reload()
        await bench.reports.awaitDisconnection()
        try await bench.reconnect()
        #expect(try await bench.output(Self.own) == "0::\(cgroup.path)/run-output1\n")
        try gate.release()
        #expect(try await bench.reports.end().exit == .exited(code: 4))
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-run")
    }

    @Test func `the next launcher removes those of one that died, once they are empty`()
        async throws
    {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let held = try bench.scratch.fifo("held")
        try bench.launch("lives", "exec sleep 1000 > \(held.path)")
        let file = try held.openForReading()
        #expect(unsafe mkdir("\(cgroup.folder)/run-empty", 0o755) == 0)
        bench.launcher.kill(SIGKILL)
        _ = bench.launcher.end()
        try cgroup.free()
        let next = try await Bench(in: cgroup)
        #expect(try await next.client.held() == [])
        #expect(cgroup.runs == ["run-lives"])
        let livesOn = isHeld(file)
        #expect(livesOn)
        try cgroup.kill("run-lives")
        try awaitEnd(of: file)
        try cgroup.awaitRemoval(of: "run-lives")
    }

    @Test func `a user's own launcher has them too`() async throws {
        let user = try #require(SystemUser(named: "nobody"))
        let cgroup = try DelegatedCgroup(of: user)
        let program = "/tmp/notifyd-launcher.cgroup.\(getpid())"
        #expect(
            try Program(
                ["install", "-m", "755", BuiltProgram.launcher, program], output: "/dev/null"
            ).end() == 0)
        defer { unsafe unlink(program) }
        let bench = try await Bench(
            in: cgroup,
            prefix: ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"],
            program: program)
        let output = try await bench.output("\(Self.own); id -un")
        #expect(output == "0::\(cgroup.path)/run-output1\nnobody\n")
        _ = try await bench.client.held()
        #expect(cgroup.runs == [])
    }
}
