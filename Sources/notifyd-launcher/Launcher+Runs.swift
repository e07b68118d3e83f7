import CLinux
import Confinement
import Glibc
import LaunchProtocol

extension Launcher {
    /// Starts a command, unless its id is known: then it only tells how that stands.
    func launch(_ request: LaunchRequest, _ files: consuming LaunchFiles?, from client: uid_t) {
        if let known = held[request.id] {
            if let report = known.report { tell(report) }
            return
        }
        guard held.count < Limits.heldRuns else {
            let text = "the launcher holds \(held.count) runs already; end or acknowledge some"
            return tell(.notStarted(StartFailure(.process, EAGAIN, text).report(of: request.id)))
        }
        guard let files else {
            return refuse(
                request.id,
                StartFailure(.descriptors, EMFILE, "the launcher has too many open files"))
        }
        switch Command.prepare(request) {
        case .failure(let failure): refuse(request.id, failure)
        case .success(let command): start(command, files, from: client)
        }
    }

    private func start(_ command: Command, _ files: consuming LaunchFiles, from client: uid_t) {
        if command.switchesUser, command.account.uid != client,
            let failure = files.giveResults(to: command.account, from: client)
        {
            return refuse(command.request.id, failure)
        }
        start(command, log: files.log)
    }

    private func refuse(_ id: String, _ failure: StartFailure) {
        let failure = failure.report(of: id)
        held[id] = Run(failure)
        tell(.notStarted(failure))
    }

    private func start(_ command: Command, log: consuming Descriptor) {
        let request = command.request
        let context = StartContext(command)
        let (cgroup, memory) = confine(request)
        let (wall, now) = (Clock.wall(), Clock.monotonic())
        let started = command.start(
            output: log, in: cgroup, memory: memory, openFiles: settings.openFiles)
        switch consume started {
        case .failed(let error):
            if let cgroup { tree?.remove(cgroup) }
            refuse(request.id, context.failure(.process, error))
        case .process(let pid, let pipe):
            let run = Run(
                id: request.id, pid: pid, startedAt: wall, startedMonotonic: now,
                grace: request.grace, keepsLeftovers: request.keepsLeftovers, cgroup: cgroup,
                state: .starting(context))
            run.terminateAt = request.timeout.map { now + $0 }
            run.startPipe = consume pipe
            if let bytes = request.limits.output {
                run.output = OutputLimit(log: log, bytes: bytes)
            }
            adopt(run)
        }
    }

    /// Takes a run into the tables, new or from the program before this one.
    func adopt(_ run: Run) {
        held[run.id] = run
        if run.isAlive { processes[run.pid] = run }
        if let pipe = run.startPipe?.number {
            starting[pipe] = run
            poller.watch(pipe, readable: true)
        }
        watchOutput(of: run)
        if let deadline = run.nextDeadline { timer.atLatest(deadline) }
    }

    /// Reads whether the command executes: end of file means that it does.
    func finishStart(of run: Run) {
        guard case .starting(let context) = run.state, let pipe = run.startPipe?.number else {
            return
        }
        var failure = linux_launch_failure()
        let size = MemoryLayout<linux_launch_failure>.size
        let count = unsafe read(pipe, &failure, size)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        poller.forget(pipe)
        starting[pipe] = nil
        run.startPipe = nil
        if count == size, let stage = LaunchStage(rawValue: UInt8(clamping: failure.stage)) {
            run.state = .notStarted(context.failure(stage, failure.error).report(of: run.id))
            release(run)
        } else {
            run.state = .running
        }
        if let report = run.report { tell(report) }
    }

    /// Takes every end there is.
    func collectEnds() {
        while true {
            let pid = linux_next_ended()
            guard pid > 0 else { return }
            let run = processes.removeValue(forKey: pid)
            if let run {
                finishStart(of: run)
                // Not yet reaped, so its group's number is still its own. What has been told to end
                // leaves nothing behind in any case: a retry must not meet it.
                if run.isTerminating || !run.keepsLeftovers { killLeftovers(of: run) }
            }
            var exit = linux_exit()
            guard unsafe linux_reap(pid, &exit) else { return }
            guard let run else {
                killOrphans()
                continue
            }
            if run.isAlive { finish(run, exit) }
            if let cgroup = run.cgroup { tree?.remove(cgroup) }
            run.cgroup = nil
        }
    }

    private func finish(_ run: Run, _ exit: linux_exit) {
        let wall = Clock.monotonic() - run.startedMonotonic
        if case .impossible = run.output?.enforce() ?? .kept { run.outputExceeded = true }
        let cause: LaunchExit =
            exit.signalled
            ? .signalled(signal: exit.value, core: exit.core) : .exited(code: exit.value)
        let usage = LaunchUsage(
            user: exit.user_microseconds, system: exit.system_microseconds,
            peakMemory: exit.peak_memory_bytes, wall: wall)
        let end = EndedRun(
            id: run.id,
            // What was told to end was killed by us, whatever it had used.
            exit: run.isTerminating
                ? cause : cause.explained(byMemoryEvents: run.cgroup?.read("memory.events")),
            timedOut: run.timedOut, aborted: run.aborted, outputExceeded: run.outputExceeded,
            usage: run.cgroup?.completing(usage) ?? usage, startedAt: run.startedAt,
            endedAt: Clock.wall())
        run.state = .ended(end)
        release(run)
        tell(.ended(end))
    }

    /// Lets go of what only a living run needs.
    private func release(_ run: Run) {
        if let watch = run.output?.watch { files.forget(watch, for: run.id) }
        run.output = nil
        (run.terminateAt, run.killAt, run.lookAt) = (nil, nil, nil)
    }

    /// Ends a run on request; one that is over, or unknown, needs no answer.
    func end(_ id: String, grace: UInt64) {
        collectEnds()
        guard let run = held[id], run.isAlive else { return }
        run.aborted = true
        terminate(run, grace: grace)
    }

    func terminate(_ run: Run, grace: UInt64) {
        run.terminate(grace: grace, now: Clock.monotonic())
        if let deadline = run.nextDeadline { timer.atLatest(deadline) }
    }
}
