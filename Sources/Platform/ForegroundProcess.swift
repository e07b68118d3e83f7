import CLinux
import Glibc

/// A program that runs in our place at the terminal: it has our standard streams, our process group, our
/// folder and our signals.
package final class ForegroundProcess: Sendable {
    /// How it ended, and what it used with those it waited for.
    package struct Ending: Hashable, Sendable {
        package enum Cause: Hashable, Sendable {
            case exited(Int32)
            case signalled(Int32)
        }

        package let cause: Cause
        /// Processor time of its own code.
        package let userTime: Duration
        /// Processor time that the kernel spent for it.
        package let systemTime: Duration
        /// Bytes; never less than ours, which the kernel counts until a program is executed (getrusage(2)).
        package let peakMemory: Int64
    }

    private struct State {
        var ending: Ending?
        var waiters: [CheckedContinuation<Ending, Never>] = []
    }

    private let pid: pid_t
    private let state = Locked(State())

    /// Starts a program with an environment of `NAME=value`.
    ///
    /// It is looked for as execvp(3) does, in that environment's PATH; a text without `#!` is given to the
    /// shell. Signals that we ignore it ignores too, and none is blocked.
    package init(_ arguments: [String], environment: [String]) throws(SystemError) {
        pid = try Self.start(arguments, environment)
        try Thread.start(name: "command") { self.wait() }
    }

    /// Sends a signal, unless it has ended (kill(2)).
    package func send(_ signal: Int32) {
        // Under the lock its number cannot have gone to another process.
        state.withLock { if $0.ending == nil { _ = kill(pid, signal) } }
    }

    /// Waits for its end.
    package func ending() async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.ending == nil { state.waiters.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    private func wait() {
        var details = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &details, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (ending, waiters) = state.withLock { state in
            var exit = linux_exit()
            unsafe linux_reap(pid, &exit)
            let ending = Ending(exit)
            defer { state.waiters = [] }
            state.ending = ending
            return (ending, state.waiters)
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }

    private static func start(
        _ arguments: [String], _ environment: [String]
    ) throws(SystemError) -> pid_t {
        let program = arguments.first ?? ""
        var found = ENOENT
        for path in candidates(program, environment) {
            var (pid, error) = spawn(path, arguments, environment)
            if error == ENOEXEC {
                let words = [shell, path] + arguments.dropFirst()
                (pid, error) = spawn(shell, words, environment)
            }
            switch error {
            case 0: return pid
            case ENOENT, ENOTDIR: continue
            // Another folder may have one that can be executed.
            case EACCES: found = EACCES
            default: throw SystemError("execute \(program)", errno: error)
            }
        }
        throw SystemError("execute \(program)", errno: found)
    }

    private static let shell = "/bin/sh"
    private static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    private static func candidates(_ program: String, _ environment: [String]) -> [String] {
        if program.isEmpty { return [] }
        if program.contains("/") { return [program] }
        let path = environment.first { $0.hasPrefix("PATH=") }?.dropFirst("PATH=".count)
        return (path ?? standardPath[...]).split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? program : "\($0)/\(program)" }
    }

    /// posix_spawn(3).
    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String]
    ) -> (pid: pid_t, error: Int32) {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The threads that start programs have signals blocked.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = CStrings(arguments)
        let variables = CStrings(environment)
        var pid = pid_t()
        let error = unsafe posix_spawn(
            &pid, path, nil, &attributes, words.pointers, variables.pointers)
        return (pid, error)
    }
}

extension ForegroundProcess.Ending {
    fileprivate init(_ exit: linux_exit) {
        cause = exit.signalled ? .signalled(exit.value) : .exited(exit.value)
        userTime = .microseconds(Int64(clamping: exit.user_microseconds))
        systemTime = .microseconds(Int64(clamping: exit.system_microseconds))
        peakMemory = Int64(clamping: exit.peak_memory_bytes)
    }
}
