import CLinux
import Confinement
import Glibc
import LaunchProtocol

/// Holds the runs and answers the one notifyd: one thread, one wait for everything.
final class Launcher {
    let settings: Settings
    var poller: Poller
    let signals: SignalSource
    var timer: DeadlineTimer
    var files: FileWatcher
    /// The cgroups of runs; nil where none is delegated to the launcher.
    let tree: CgroupTree?

    /// Every run that is not acknowledged yet.
    var held: [String: Run] = [:]
    /// Those whose process is not reaped yet.
    var processes: [pid_t: Run] = [:]
    /// Those whose command does not execute yet, by the pipe that will tell.
    var starting: [Int32: Run] = [:]

    /// The controllers whose absence is in the log.
    var missed: Set<Controller> = []
    /// The launches over, without cgroups, of which something may still be left.
    var sweeping: Set<String> = []

    /// The notifyd that reports go to.
    var client: Connection?
    /// Connections that have not said hello, oldest first.
    var strangers: [Connection] = []

    /// Nobody will come back.
    var released = false
    /// SIGTERM came.
    var ending = false
    var reloads = false
    /// When to end for want of anything to do, in monotonic microseconds.
    var lonelyAt: UInt64?

    /// What the launcher is told once, and hands to the program after it.
    struct Settings: ~Copyable {
        let listener: Listener
        let clientUser: UInt32?
        /// Names this launcher's life; a reload goes on with it.
        let instance: String
        /// The program to execute on a reload: found at the start, before anything replaces it.
        let program: String
        /// What the launcher itself was started with, and so its commands are.
        let openFiles: rlimit
    }

    init(_ settings: consuming Settings) throws(StartError) {
        self.settings = settings
        poller = try Poller()
        signals = try SignalSource()
        timer = try DeadlineTimer()
        files = try FileWatcher()
        tree = try CgroupTree.settle()
        poller.watch(self.settings.listener.socket.number, readable: true)
        poller.watch(signals.descriptor.number, readable: true)
        poller.watch(timer.descriptor.number, readable: true)
        poller.watch(files.descriptor.number, readable: true)
        if let tree { poller.watch(tree.events.number, readable: true) } else { adoptOrphans() }
    }

    /// Serves until there is nothing left to serve for.
    func run() {
        // A program before this one may have left ends that no signal tells of any more.
        collectEnds()
        tree?.clear(except: held.values.compactMap(\.cgroup))
        Readiness.ready()
        while !isDone {
            updateLoneliness()
            for descriptor in poller.wait() { handle(descriptor) }
            fireDeadlines()
            flush()
            if reloads { reload() }
        }
        Readiness.stopping()
        settings.listener.removeName()
        tree?.leave()
    }

    /// An exit status is never dropped on purpose: SIGTERM and release end the launcher only when it
    /// holds nothing. Told twice it still stays, because who must have it gone has SIGKILL, and
    /// knows then what that loses; systemd sends it by itself when the stop takes too long.
    private var isDone: Bool {
        guard held.isEmpty else { return false }
        if released || ending { return true }
        guard client == nil, let lonelyAt else { return false }
        return lonelyAt <= Clock.monotonic()
    }

    private func updateLoneliness() {
        if client != nil || !held.isEmpty {
            lonelyAt = nil
        } else if lonelyAt == nil {
            let deadline = Clock.monotonic() + Limits.loneliness
            lonelyAt = deadline
            timer.atLatest(deadline)
        }
    }

    private func handle(_ descriptor: Int32) {
        if let run = starting[descriptor] {
            finishStart(of: run)
        } else if descriptor == signals.descriptor.number {
            handleSignals()
        } else if descriptor == settings.listener.socket.number {
            accept()
        } else if descriptor == files.descriptor.number {
            handleWrites()
        } else if descriptor == tree?.events.number {
            tree?.removeEmptied()
        } else if let connection = connection(descriptor) {
            receive(from: connection)
        }
    }

    private func handleSignals() {
        while let signal = signals.next() {
            switch signal {
            case SIGCHLD: break
            case SIGHUP: reloads = true
            default:
                ending = true
                if !held.isEmpty {
                    Log.line("told to end; stays until \(held.count) held runs are acknowledged")
                }
            }
        }
        collectEnds()
    }

    /// Tells the client, if there is one; what it misses it asks for with `list`.
    func tell(_ report: LauncherReport) {
        client?.append(report)
    }
}
