import Confinement
import LaunchProtocol

extension Launcher {
    /// Makes the run's cgroup with its limits; the memory limit comes back where that cannot hold it.
    ///
    /// A run starts in any case: without its cgroup, or a limit, it does what it is there for.
    func confine(_ request: LaunchRequest) -> (cgroup: Cgroup?, memory: UInt64?) {
        let cgroup = tree?.make(for: request.id)
        let plan = ConfinementPlan(
            request.limits, controllers: cgroup == nil ? [] : tree?.controllers ?? [])
        for controller in plan.missing { tellOfMissing(controller, for: request.id) }
        var unheld = Set(plan.missing)
        guard let cgroup else { return (nil, request.limits.memory) }
        for setting in plan.settings {
            let error = cgroup.write(setting.text, to: setting.file)
            guard error != 0, let limit = setting.limit else { continue }
            unheld.insert(limit)
            Log.line(
                "run \(request.id) has no limit of \(limit.rawValue): cannot write \(setting.text) "
                    + "to \(setting.file): \(Log.words(error))")
        }
        return (cgroup, unheld.contains(.memory) ? request.limits.memory : nil)
    }

    /// Once for each, since it is so for every run.
    private func tellOfMissing(_ controller: Controller, for id: String) {
        guard missed.insert(controller).inserted else { return }
        let effect =
            controller == .memory
            ? "memory is limited for each process of a run, and not for all of them together"
            : "the limit of \(controller.rawValue) does not hold"
        let cause =
            tree == nil
            ? "no cgroup is delegated to the launcher (Delegate=yes of its unit)"
            : "its cgroup has no controller \(controller.rawValue)"
        Log.line("\(effect), for run \(id) and all others: \(cause)")
    }
}
