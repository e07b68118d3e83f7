import Confinement
import LaunchProtocol
import Testing

/// What is written into a run's cgroup.
struct ConfinementPlanTests {
    private func files(_ plan: ConfinementPlan) -> [String] {
        plan.settings.map { "\($0.file) \($0.text)" }
    }

    static let limits = LaunchLimits(memory: 512 << 20, cpu: 1500, processes: 64)

    @Test func `each limit is a file of its controller`() {
        let plan = ConfinementPlan(Self.limits, controllers: [.cpu, .memory, .pids])
        #expect(
            files(plan) == [
                "memory.oom.group 1", "cpu.max 150000 100000", "memory.max 536870912",
                "memory.swap.max 0", "pids.max 64",
            ])
        #expect(plan.missing == [])
    }

    @Test func `without its controller a limit is missing, and the others hold`() {
        let plan = ConfinementPlan(Self.limits, controllers: [.pids])
        #expect(files(plan) == ["pids.max 64"])
        #expect(plan.missing == [.cpu, .memory])
    }

    @Test func `what is not limited needs nothing`() {
        #expect(ConfinementPlan(LaunchLimits(), controllers: []).settings == [])
        #expect(ConfinementPlan(LaunchLimits(), controllers: []).missing == [])
        let plan = ConfinementPlan(LaunchLimits(), controllers: [.cpu, .memory, .pids])
        #expect(files(plan) == ["memory.oom.group 1"])
    }

    @Test func `what only helps is no limit that could fail to hold`() {
        let plan = ConfinementPlan(Self.limits, controllers: Set(Controller.allCases))
        let limits = plan.settings.map(\.limit)
        #expect(limits == [nil, .cpu, .memory, nil, .pids])
    }

    @Test func `a hundredth of a processor is a share that the kernel takes`() {
        let plan = ConfinementPlan(LaunchLimits(cpu: 10), controllers: [.cpu])
        // Its least is a millisecond.
        #expect(files(plan) == ["cpu.max 1000 100000"])
    }

    @Test func `controllers are read from the kernel's list`() {
        #expect(
            Controller.named(in: "cpuset cpu io memory hugetlb pids rdma\n")
                == [.cpu, .memory, .pids])
        #expect(Controller.named(in: "\n") == [])
    }
}
