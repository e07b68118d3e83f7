import Glibc
import LaunchProtocol

extension Launcher {
    /// Does what is due; they hold whether or not there is a notifyd.
    func fireDeadlines() {
        guard let armed = timer.armed else { return }
        let now = Clock.monotonic()
        guard armed <= now else { return }
        timer.clear()
        // What has ended by itself did not run out of time.
        collectEnds()
        poller.watch(settings.listener.socket.number, readable: true)
        for run in processes.values {
            if let at = run.terminateAt, at <= now {
                run.timedOut = true
                run.terminate(grace: run.grace, now: now)
            }
            if let at = run.killAt, at <= now {
                run.killAt = nil
                run.kill()
            }
            if let at = run.lookAt, at <= now {
                run.lookAt = nil
                watchOutput(of: run)
            }
            if let deadline = run.nextDeadline { timer.atLatest(deadline) }
        }
        if let lonelyAt, lonelyAt > now { timer.atLatest(lonelyAt) }
    }

    /// Some outputs were written to: looks at them at the next full second, all together.
    func handleWrites() {
        for id in files.written() {
            guard let run = held[id], run.output != nil else { continue }
            run.output?.watch = nil
            look(at: run)
        }
    }

    private func look(at run: Run) {
        let interval = Limits.outputInterval
        let deadline = (Clock.monotonic() / interval + 1) * interval
        run.lookAt = deadline
        timer.atLatest(deadline)
    }

    /// Watches first and looks then, so that no write falls between.
    func watchOutput(of run: Run) {
        guard let number = run.output?.log.number else { return }
        let watch = files.watch(number, for: run.id)
        run.output?.watch = watch
        // Without a watch it is looked at every second; correct, and seldom.
        if watch == nil { look(at: run) }
        if case .impossible(let error) = run.output?.enforce() ?? .kept, !run.outputExceeded {
            Log.line(
                "run \(run.id) is ended: its output passed the limit, and its file system cannot "
                    + "drop the middle: \(Log.words(error))")
            run.outputExceeded = true
            terminate(run, grace: run.grace)
        }
    }
}
