import Glibc
import Platform

/// Starts a launcher that outlives this process.
enum LauncherProgram {
    /// Returns when its socket answers; blocks the calling thread until then.
    static func start(
        _ program: String, socket: String, logFile: String?, openFiles: UInt64?
    ) throws(LauncherError) {
        let log: Descriptor
        do throws(SystemError) {
            // A copy, because standard error may be a socket to the journal, which opens no more.
            log =
                if let logFile {
                    try Descriptor.open(logFile, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
                } else {
                    try Descriptor(fcntl(2, F_DUPFD_CLOEXEC, 3), "use standard error")
                }
        } catch {
            throw .cannotStart(program: program, reason: "its log: \(error)")
        }
        // --detach: the process started here ends with 0 once its child serves.
        let limit = openFiles.map { ["--open-files", String($0)] } ?? []
        let (error, pid) = spawn(
            [program, "--socket", socket, "--detach"] + limit, output: log.number)
        guard error == 0 else {
            throw .cannotStart(program: program, reason: SystemError.text(error))
        }
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            // Somebody else in this process took its status; the socket will tell.
            guard errno == EINTR else { return }
        }
        guard status == 0 else {
            throw .cannotStart(program: program, reason: "see \(logFile ?? "standard error")")
        }
    }

    private static func spawn(_ arguments: [String], output: Int32) -> (Int32, pid_t) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (pointers + variables).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let error = unsafe posix_spawn(
            &pid, arguments[0], &actions, &attributes, &pointers, &variables)
        return (error, pid)
    }

    /// What a launcher is given of this environment, which may hold secrets: it runs beside commands of
    /// anybody, and needs none.
    private static var environment: [String] {
        var lines: [String] = []
        var place = unsafe environ
        while let line = unsafe place.pointee {
            lines.append(unsafe String(cString: line))
            unsafe place += 1
        }
        return lines.filter { line in
            let name = line.prefix { $0 != "=" }
            return inheritedVariables.contains(String(name))
                || inheritedPrefixes.contains { name.hasPrefix($0) }
        }
    }

    private static let inheritedVariables: Set = ["PATH", "HOME", "LANG", "TZ", "TMPDIR"]
    /// Of locales, the loader, the sanitizers and the language.
    private static let inheritedPrefixes = ["LC_", "LD_", "ASAN_", "TSAN_", "UBSAN_", "SWIFT_"]
}
