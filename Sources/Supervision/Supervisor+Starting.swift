import Domain
import Formats
import LaunchProtocol
import Launching
package import Persistence
import Platform

extension Supervisor {
    /// Takes runs that were just created, and hands over those whose turn it is.
    ///
    /// When the launcher vanishes meanwhile they stay pending, and are judged when the next is taken up.
    package func start(_ runs: [StartableRun]) async {
        await inTurn {
            let new = runs.filter {
                judged.remove($0.run.uid) == nil && room[$0.run.uid] == nil
            }
            guard !new.isEmpty else { return }
            for run in new { room.wait(run) }
            arrivals += new.map(\.run.uid)
            guard await replace(by: new.map(\.run.uid)) else { return }
            await serve()
        }
    }

    /// Hands over the runs whose turn has come, as many as may be starting at once.
    func serve() async {
        defer { setAlarm() }
        room.wake(at: clock.now)
        guard launcher != nil else { return }
        sendEnds()
        while await callUp() {
            let failed = handOverBacklog()
            guard !failed.isEmpty, await complete(failed) else { return }
        }
    }

    /// Records whose turn has come and who has to wait; false when we are stopped before that.
    private func callUp() async -> Bool {
        guard let instance = launcher?.instance else { return false }
        let now = clock.now
        var late: [(run: UID, message: String)] = []
        var called: [StartableRun] = []
        while let startable = room.admit() {
            if let message = startable.lateness(now, awaiting: room.obstacle(of: startable.run.uid))
            {
                late.append((startable.run.uid, message))
                room.remove(startable.run.uid)
            } else {
                called.append(startable)
            }
        }
        let waiting = arrivals.filter(room.isWaiting)
        arrivals = []
        for uid in waiting { room.explain(uid) }
        // A crash must not lose what no launcher has seen.
        let withdrawn = waiting.filter { room[$0]?.run.launcher != nil }
        guard await skip(late), await assign(withdrawn, to: nil),
            await assign(
                called.map(\.run).filter { $0.launcher != instance }.map(\.uid), to: instance)
        else { return false }
        for index in called.indices { called[index].run.launcher = instance }
        backlog += called
        return true
    }

    private func assign(_ uids: [UID], to instance: String?) async -> Bool {
        guard !uids.isEmpty else { return true }
        let done: Void? = await persistently("which runs are to start") {
            [store] () throws(StoreError) in
            try await store.assignRuns(uids, to: instance)
        }
        for uid in uids { room.assign(uid, to: instance) }
        return done != nil
    }

    private func skip(_ late: [(run: UID, message: String)]) async -> Bool {
        guard !late.isEmpty else { return true }
        let now = clock.now
        let skipped = await persistently("that runs were not started") {
            [store] () throws(StoreError) in
            try await store.skipRuns(late, reason: .limit, now: now)
        }
        guard let skipped else { return false }
        note(skipped)
        return true
    }

    /// Hands over as many of those whose turn has come as may be starting at once; gives those back that
    /// cannot be.
    private func handOverBacklog() -> [Completion] {
        let count = min(backlog.count, max(0, SupervisionLimits.starting - starting.count))
        let next = backlog.prefix(count)
        backlog.removeFirst(count)
        if backlog.isEmpty { backlog = [] }
        var failed: [Completion] = []
        for run in next {
            do throws(LaunchFault) {
                try handOver(run)
            } catch {
                failed.append(
                    completion(of: run, .notStarted(error.message), at: clock.now))
            }
        }
        return failed
    }

    private func handOver(_ startable: StartableRun) throws(LaunchFault) {
        guard let launcher else {
            backlog.append(startable)
            return
        }
        let account = try RunAccount(of: startable)
        let environment = RunEnvironment(
            startable: startable, results: results.path(of: startable.run), socket: socketPath)
        let request = LaunchRequest(
            startable, as: account, environment: environment.variables)
        let output: Descriptor
        do throws(SystemError) {
            output = try logs.open(for: startable.run)
        } catch {
            throw LaunchFault(message: "its log cannot be written: \(error)")
        }
        let report: Descriptor
        do throws(SystemError) {
            report = try results.make(
                for: startable.run, isForOther: launcher.isRoot && account.isOther)
        } catch {
            throw LaunchFault(message: "its results cannot be taken: \(error)")
        }
        active[request.id] = startable
        starting.insert(request.id)
        do throws(LauncherError) {
            try launcher.launch(request, log: output, results: report)
        } catch {
            switch error {
            case .invalid:
                active[request.id] = nil
                starting.remove(request.id)
                throw LaunchFault(message: "\(error)")
            case .overloaded:
                active[request.id] = nil
                starting.remove(request.id)
                backlog.append(startable)
            default: break
            }
            log.warning(
                "run \(startable.run.uid) could not be handed to the launcher yet: \(error)")
        }
    }
}

extension StartableRun {
    /// Why it is too late to start it now; nil when it is not.
    fileprivate func lateness(_ now: Timestamp, awaiting obstacle: String?) -> String? {
        guard run.isWaiting, run.attempt == 1, run.trigger == .schedule || run.trigger == .catchUp,
            let deadline = definition.policies.startDeadline, let occurrence = run.occurrence,
            now > occurrence + deadline
        else { return nil }
        return
            "waited \((now - run.createdAt).text) for \(obstacle ?? "its turn"), beyond its start "
            + "deadline of \(deadline.text)"
    }
}
