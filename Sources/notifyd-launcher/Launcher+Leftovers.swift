import CLinux
import Glibc
import LaunchProtocol

/// What a run leaves behind when its command has ended.
///
/// A cgroup knows all of it. Without one, processes whose parents are gone become the launcher's
/// children, and are known by the run's session, while its number is not free, and by the variable
/// in their environment that no other run has. What has put off both is not certain, and left alone.
extension Launcher {
    func adoptOrphans() {
        let error = linux_adopt_orphans()
        if error != 0 { Log.line("cannot adopt what runs leave behind: \(Log.words(-error))") }
    }

    /// Kills all that is left; the run's own process is not reaped yet.
    func killLeftovers(of run: Run) {
        run.kill()
        guard tree == nil, run.pid > 0 else { return }
        if killOrphans(of: run.id, session: run.pid) { sweeping.insert(run.id) }
    }

    /// A child was reaped that was no run's own: what it had started may be the launcher's now.
    func killOrphans() {
        for id in sweeping where !killOrphans(of: id, session: nil) { sweeping.remove(id) }
    }

    /// Whether there were any; those below them come when they have died.
    private func killOrphans(of id: String, session: pid_t?) -> Bool {
        let variable = LaunchRequest.mark(of: id)
        let mark = Array("\(variable.name)=\(variable.value)".utf8)
        var found = false
        for pid in children where processes[pid] == nil && pid != session {
            guard getsid(pid) == session || Self.environment(of: pid, has: mark) else { continue }
            // Ours and not reaped, so the number is its own.
            found = kill(pid, SIGKILL) == 0 || found
        }
        return found
    }

    private var children: [pid_t] {
        let list = SmallFile.text("/proc/thread-self/children") ?? ""
        return list.split(separator: " ").compactMap { pid_t($0) }
    }

    private static func environment(of pid: pid_t, has mark: [UInt8]) -> Bool {
        let bytes = SmallFile.bytes("/proc/\(pid)/environ") ?? []
        return bytes.split(separator: 0).contains { $0.elementsEqual(mark) }
    }
}
