import Glibc
import LaunchProtocol

/// One held run, from its launch until its end is acknowledged.
final class Run {
    enum State {
        case starting(StartContext)
        case running
        case notStarted(FailedStart)
        case ended(EndedRun)
    }

    let id: String
    /// 0 when there never was a process.
    let pid: pid_t
    /// Wall and monotonic microseconds of the fork.
    let startedAt: Int64
    let startedMonotonic: UInt64
    /// Microseconds between the timeout's SIGTERM and SIGKILL.
    let grace: UInt64
    /// Whether what its command leaves behind goes on when that ends by itself.
    let keepsLeftovers: Bool
    /// What holds all its processes together, until it is over; nil where cgroups are not ours.
    var cgroup: Cgroup?
    var state: State
    /// The pipe that tells whether the command executes; only while starting.
    var startPipe: Descriptor?
    /// Only while its process lives, and only when the output is limited.
    var output: OutputLimit?
    /// Monotonic microseconds.
    var terminateAt: UInt64?
    var killAt: UInt64?
    var lookAt: UInt64?
    var timedOut = false
    var aborted = false
    var outputExceeded = false

    init(
        id: String, pid: pid_t, startedAt: Int64, startedMonotonic: UInt64, grace: UInt64,
        keepsLeftovers: Bool, cgroup: Cgroup?, state: State
    ) {
        self.id = id
        self.pid = pid
        self.startedAt = startedAt
        self.startedMonotonic = startedMonotonic
        self.grace = grace
        self.keepsLeftovers = keepsLeftovers
        self.cgroup = cgroup
        self.state = state
    }

    /// A run that never had a process.
    convenience init(_ failure: FailedStart) {
        self.init(
            id: failure.id, pid: 0, startedAt: 0, startedMonotonic: 0, grace: 0,
            keepsLeftovers: false, cgroup: nil, state: .notStarted(failure))
    }

    /// Whether its process has not ended.
    var isAlive: Bool {
        switch state {
        case .starting, .running: true
        case .notStarted, .ended: false
        }
    }

    /// Whether it was told to end.
    var isTerminating: Bool { timedOut || aborted || outputExceeded }

    var nextDeadline: UInt64? {
        [terminateAt, killAt, lookAt].compactMap(\.self).min()
    }

    var held: HeldRun {
        switch state {
        case .starting: .starting(id: id)
        case .running: .running(StartedRun(id: id, pid: pid, at: startedAt))
        case .notStarted(let failure): .notStarted(failure)
        case .ended(let end): .ended(end)
        }
    }

    /// What its state is told with; nothing while it starts, since that is told soon.
    var report: LauncherReport? {
        switch held {
        case .starting: nil
        case .running(let run): .started(run)
        case .notStarted(let failure): .notStarted(failure)
        case .ended(let run): .ended(run)
        }
    }

    /// Asks the whole process group to end, and sets when it will be made to.
    func terminate(grace: UInt64, now: UInt64) {
        terminateAt = nil
        let deadline = now + grace
        killAt = min(killAt ?? deadline, deadline)
        send(SIGTERM)
        // A stopped process would not notice.
        send(SIGCONT)
    }

    /// Kills all of it; without a cgroup only the process group is certain.
    func kill() {
        if let cgroup, cgroup.kill() == 0 { return }
        send(SIGKILL)
    }

    private func send(_ signal: Int32) {
        guard isAlive else { return }
        // Before its setsid the process has no group of its own yet.
        if Glibc.kill(-pid, signal) != 0, errno == ESRCH { Glibc.kill(pid, signal) }
    }
}
