import Confinement
import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// Limits of whole runs, with the controllers that this kernel gives to cgroups of version 2.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ControllerTests {
    @Test(.enabled(if: DelegatedCgroup.has(.memory), "there is no controller of memory"))
    func `a run that needs too much memory is killed as a whole, and that is told`() async throws {
        let bench = try await Bench(in: try DelegatedCgroup())
        // The command itself needs little, and its child too much.
        let (end, _) = try await bench.run(
            LaunchRequest(
                id: "run",
                arguments: ["/bin/sh", "-c", "perl -e '$x = \"a\" x (200 << 20)'; exit 0"],
                limits: LaunchLimits(memory: 64 << 20)))
        #expect(end.exit == .outOfMemory(ownLimit: true))
        #expect((32 << 20...64 << 20).contains(end.usage.peakMemory))
    }

    @Test(.enabled(if: DelegatedCgroup.has(.memory), "there is no controller of memory"))
    func `the limit of memory is one of all processes together`() async throws {
        let bench = try await Bench(in: try DelegatedCgroup())
        let eat = "perl -e '$x = \"a\" x (24 << 20); sleep 1000' &"
        let (end, _) = try await bench.run(
            LaunchRequest(
                id: "run", arguments: ["/bin/sh", "-c", "\(eat) \(eat) \(eat) \(eat) wait"],
                limits: LaunchLimits(memory: 64 << 20)))
        #expect(end.exit == .outOfMemory(ownLimit: true))
        // Within it everything is as without one, also what a process may reserve.
        let output = try await bench.output("ulimit -d") {
            $0.limits = LaunchLimits(memory: 64 << 20)
        }
        #expect(output == "unlimited\n")
    }

    @Test(.enabled(if: DelegatedCgroup.has(.pids), "there is no controller of pids"))
    func `a run has no more processes than it may`() async throws {
        let bench = try await Bench(in: try DelegatedCgroup())
        let script = "for i in 1 2 3 4 5; do sleep 1000 & done; echo all"
        let request = { (processes: UInt64) in
            LaunchRequest(
                id: "run\(processes)", arguments: ["/bin/sh", "-c", script],
                limits: LaunchLimits(processes: processes))
        }
        let (_, refused) = try await bench.run(request(3))
        #expect(refused.contains("ork") && !refused.contains("all"), "\(refused)")
        #expect(try await bench.run(request(6)).1 == "all\n")
    }

    @Test(.enabled(if: DelegatedCgroup.has(.cpu), "there is no controller of the processor"))
    func `a run gets no more of the processor than it may`() async throws {
        let bench = try await Bench(in: try DelegatedCgroup())
        let (end, _) = try await bench.run(
            LaunchRequest(
                id: "run", arguments: ["perl", "-e", "while ((times)[0] < 0.2) {}"],
                limits: LaunchLimits(cpu: 100)))
        #expect(end.usage.user >= 200_000)
        // A tenth of a processor: ten times as long, less a period at either end.
        #expect(end.usage.wall >= 1_600_000)
    }

    @Test(.enabled(if: DelegatedCgroup.has(.memory), "there is no controller of memory"))
    func `where runs go on the cgroup is freed for the next launcher`() async throws {
        let cgroup = try DelegatedCgroup()
        let bench = try await Bench(in: cgroup)
        let held = try bench.scratch.fifo("held")
        try bench.launch("run", "exec sleep 1000 > \(held.path)")
        let file = try held.openForReading()
        bench.launcher.kill(SIGKILL)
        _ = bench.launcher.end()
        #expect(try cgroup.run(["true"]) != 0)
        try cgroup.free()
        #expect(try cgroup.run(["true"]) == 0)
        let next = try await Bench(in: cgroup)
        #expect(try await next.output("exit 0") { $0.limits.memory = 64 << 20 } == "")
        let livesOn = isHeld(file)
        #expect(livesOn)
        let enabled = try WholeFile.text("\(cgroup.folder)/cgroup.subtree_control")
        #expect(Controller.named(in: enabled).contains(.memory))
    }
}
