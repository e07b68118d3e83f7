package import Glibc
import Platform

/// A program started by a test, and ended with it.
package final class Program: Sendable {
    package let pid: pid_t
    private let status = Locked<Int32?>(nil)

    /// Starts it, searched for in PATH where its name has no slash, with `inherited` as descriptor 3 and its output in a file.
    package init(_ arguments: [String], inherited: Int32? = nil, output: String) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let inherited { unsafe posix_spawn_file_actions_adddup2(&actions, inherited, 3) }
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let error = unsafe posix_spawnp(&pid, arguments[0], &actions, nil, &pointers, environ)
        guard error == 0 else { throw SystemError("start \(arguments[0])", errno: error) }
        self.pid = pid
    }

    /// Starts it with a terminal of its own, by setsid(1), which is all that it has open.
    init(_ arguments: [String], terminal: String, environment: [String]) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR | O_NOCTTY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var pointers = unsafe (["setsid", "--ctty"] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (pointers + variables).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let error = unsafe posix_spawnp(&pid, "setsid", &actions, nil, &pointers, &variables)
        guard error == 0 else { throw SystemError("start \(arguments[0])", errno: error) }
        self.pid = pid
    }

    /// Waits for its end; the exit code, or minus the signal.
    package func end() -> Int32 {
        if status.withLock({ $0 == nil }) {
            // Its id stays its own until it is reaped, where nobody kills it meanwhile.
            var details = unsafe siginfo_t()
            while unsafe waitid(P_PID, id_t(pid), &details, WEXITED | WNOWAIT) != 0,
                errno == EINTR
            {}
        }
        let status = status.withLock { status in
            if let status { return status }
            var found: Int32 = 0
            unsafe waitpid(pid, &found, 0)
            status = found
            return found
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }

    package func kill(_ signal: Int32) {
        status.withLock { if $0 == nil { _ = Glibc.kill(pid, signal) } }
    }

    deinit {
        kill(SIGKILL)
        _ = end()
    }
}
