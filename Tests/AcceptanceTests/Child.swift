import Glibc
import Platform

/// A program started by a test; it is killed by its id when the test lets go of it.
final class Child: Sendable {
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Knows whether the id is still this child's.
    private final class Reaper: Sendable {
        let isReaped = Locked(false)
        let ending = Latch<Ending>()

        func wait(for process: pid_t) {
            var details = unsafe siginfo_t()
            while unsafe waitid(P_PID, id_t(process), &details, WEXITED | WNOWAIT) != 0 {
                guard errno == EINTR else { break }
            }
            var status: Int32 = 0
            isReaped.withLock { isReaped in
                unsafe waitpid(process, &status, 0)
                isReaped = true
            }
            let signal = status & 0x7F
            ending.set(signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal))
        }
    }

    let process: pid_t
    let output: ChildOutput
    let errors: ChildOutput
    private let reaper = Reaper()

    /// Starts a program; a name without a slash is searched for in PATH.
    ///
    /// `environment` adds to this process's own.
    init(_ words: [String], environment: [String: String] = [:]) throws {
        let output = try Channel()
        let errors = try Channel()
        process = try Self.spawn(words, environment, output.theirs.number, errors.theirs.number)
        self.output = try ChildOutput(output.ours.duplicate())
        self.errors = try ChildOutput(errors.ours.duplicate())
        try Thread.start(name: "child-wait") { [reaper, process] in reaper.wait(for: process) }
    }

    deinit { send(SIGKILL) }

    func send(_ signal: Int32) {
        reaper.isReaped.withLock { isReaped in
            if !isReaped { _ = Glibc.kill(process, signal) }
        }
    }

    /// Waits for the program's end.
    @discardableResult
    func ending() async throws -> Ending { try await reaper.ending.value() }

    /// Sockets, because no other child that is started at this moment inherits them.
    private struct Channel: ~Copyable {
        let ours: Descriptor
        let theirs: Descriptor

        init() throws {
            var ends: [Int32] = [-1, -1]
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                throw SystemError("make a pair of sockets")
            }
            ours = Descriptor(owning: ends[0])
            theirs = Descriptor(owning: ends[1])
        }
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String], _ output: Int32, _ errors: Int32
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var arguments: [UnsafeMutablePointer<CChar>?] =
            unsafe words.map { unsafe strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            unsafe merged(environment).map { unsafe strdup($0) } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawnp(
            &process, words[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw SystemError("start \(words[0])", errno: code) }
        return process
    }

    private static func merged(_ added: [String: String]) -> [String] {
        var lines = added.map { "\($0.key)=\($0.value)" }
        var position = unsafe environ
        while let line = unsafe position.pointee {
            let text = unsafe String(cString: line)
            let name = text.prefix { $0 != "=" }
            if added[String(name)] == nil { lines.append(text) }
            unsafe position += 1
        }
        return lines
    }
}
