import Glibc
import Platform
import TestKit

/// The built program, run to its end.
enum Notifyctl {
    struct Result: Hashable, Sendable {
        /// The exit status, or 128 and the signal's number.
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs the program in an environment of its own: Berlin's time, no socket but the one named.
    static func run(
        _ arguments: [String], input: String = "", environment: [String] = []
    ) async throws -> Result {
        try await run(
            program: BuiltProgram.notifyctl, arguments, input: input, environment: environment)
    }

    static func run(
        program: String, _ arguments: [String], input: String = "", environment: [String] = []
    ) async throws -> Result {
        let folder = ScratchDirectory()
        let (output, errors) = ("\(folder.path)/out", "\(folder.path)/err")
        try WholeFile.write(input, to: "\(folder.path)/in")
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_APPEND
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "\(folder.path)/in", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        // Of two with one name the first counts.
        let variables = environment + ["TZ=Europe/Berlin", "PATH=/usr/bin:/bin"]
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe variables.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + settings).forEach { unsafe free($0) } }
        var pid = pid_t()
        let code = unsafe posix_spawn(&pid, program, &actions, nil, &words, &settings)
        guard code == 0 else { throw SystemError("run \(program)", errno: code) }
        let status = await ended(pid)
        return Result(
            status: status, output: try WholeFile.text(output), errors: try WholeFile.text(errors))
    }

    /// Waits on a thread of its own, so that the service can answer meanwhile.
    private static func ended(_ child: pid_t) async -> Int32 {
        await withCheckedContinuation { continuation in
            do {
                try Thread.start(name: "child") {
                    var status: CInt = 0
                    while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
                    let signal = status & 0x7F
                    continuation.resume(
                        returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
                }
            } catch {
                fatalError("\(error)")
            }
        }
    }
}
