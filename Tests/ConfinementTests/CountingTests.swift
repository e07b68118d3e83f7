import Confinement
import LaunchProtocol
import Testing

/// What a cgroup has counted of a run, and what that says of its end.
struct CountingTests {
    static let events = """
        low 0
        high 0
        max 17
        oom 1
        oom_kill 3
        oom_group_kill 1

        """

    @Test func `a file is read by its keys`() {
        let file = FlatKeyed(Self.events)
        #expect(file["max"] == 17 && file["oom_group_kill"] == 1)
        #expect(file["oom_"] == nil)
        #expect(FlatKeyed("a b\nc\n\nd 1 2\ne -1\n")["a"] == nil)
    }

    static let usage = LaunchUsage(user: 1, system: 2, peakMemory: 3, wall: 4)

    @Test func `the cgroup's counts take the place of the process's`() {
        let stat = "usage_usec 900\nuser_usec 700\nsystem_usec 200\nnr_periods 0\n"
        #expect(
            CgroupUsage(cpuStat: stat, memoryPeak: "4096\n").completing(Self.usage)
                == LaunchUsage(user: 700, system: 200, peakMemory: 4096, wall: 4))
        // Without the controller of memory, or on a kernel before 5.19.
        #expect(
            CgroupUsage(cpuStat: stat, memoryPeak: nil).completing(Self.usage)
                == LaunchUsage(user: 700, system: 200, peakMemory: 3, wall: 4))
        #expect(CgroupUsage(cpuStat: nil, memoryPeak: "max\n").completing(Self.usage) == Self.usage)
    }

    static let killed = LaunchExit.signalled(signal: 9, core: false)

    static let ends: [(LaunchExit, String?, LaunchExit)] = [
        (killed, events, .outOfMemory(ownLimit: true)),
        (killed, "oom 0\noom_kill 1\n", .outOfMemory(ownLimit: false)),
        (killed, "max 17\noom 3\noom_kill 0\n", killed),
        (killed, nil, killed), (killed, "", killed),
        (.exited(code: 137), events, .exited(code: 137)),
        (.exited(code: 0), events, .exited(code: 0)),
        (.signalled(signal: 15, core: false), events, .signalled(signal: 15, core: false)),
    ]

    @Test(arguments: ends)
    func `only a kill that the kernel has counted is for want of memory`(
        exit: LaunchExit, events: String?, told: LaunchExit
    ) {
        #expect(exit.explained(byMemoryEvents: events) == told)
    }
}
