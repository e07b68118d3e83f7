import Daemon
import Domain
import Formats
import Glibc
import Platform
import Supervision

/// What notifyd is told on its command line.
enum Options {
    case run(Settings)
    case print(String)
    case refuse(String)

    static let help = """
        notifyd: the cron that tells you how it went

        Usage: notifyd [OPTION…]

        Runs in the foreground until SIGTERM or SIGINT. The runs it has started go on
        without it, and what became of them is told when it is started again on the
        same state folder.

          --state DIR         the folder that everything is kept in, made if missing
                              [/var/lib/notifyd; $XDG_STATE_HOME/notifyd, or
                              ~/.local/state/notifyd, for all but root]
          --socket PATH       where clients call [/run/notifyd/io.notifyd;
                              $XDG_RUNTIME_DIR/notifyd/io.notifyd for all but root]
          --launcher PATH     the launcher's program [notifyd-launcher beside this]
          --retry-delay TIME  the delay before a failed delivery is first tried
                              again; it doubles with each further failure [5s]
          --max-active N      how many runs may be active at once; the others wait
                              their turn [1000]
          --max-active-per-user N
                              how many of one user's [as many as may be]
          --max-active-per-project N
                              how many of one project's [as many as may be]
          --max-catch-up N    how many that make up for the past, which are
                              catch-ups and backfills [8]
          --discard-secrets   delete the secrets of all notifications and notifiers,
                              when the key in the state folder is lost; set those
                              anew then
          --help              this text
          --version           the version

        Exit status: 0 stopped as asked, 1 failed, 2 wrong usage.
        """

    init(_ arguments: [String]) {
        var settings = Settings(
            stateDirectory: Self.standardState, socketPath: Self.standardSocket,
            launcherProgram: Self.standardLauncher)
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch argument {
            case "--help", "-h":
                self = .print(Self.help)
                return
            case "--version":
                self = .print("notifyd \(Version.text)")
                return
            case "--discard-secrets":
                settings.discardsSecrets = true
                continue
            default: break
            }
            let name = String(parts[0])
            guard Self.valued.contains(name) else {
                self = .refuse(
                    name.hasPrefix("-")
                        ? "there is no option \(name)"
                        : "the argument \(argument) has no place here")
                return
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty
            else {
                self = .refuse("\(name) needs a value")
                return
            }
            switch name {
            case "--state": settings.stateDirectory = Self.absolute(value)
            case "--socket": settings.socketPath = Self.absolute(value)
            case "--launcher": settings.launcherProgram = Self.absolute(value)
            case "--retry-delay":
                guard let delay = Duration(text: value), delay > .zero else {
                    self = .refuse(
                        "--retry-delay needs a time such as 5s or 200ms, not \"\(value)\"")
                    return
                }
                settings.retryPolicy.first = delay
            default:
                guard let count = Int(value), DaemonLimits.activeRuns.contains(count) else {
                    let range = DaemonLimits.activeRuns
                    self = .refuse(
                        "\(name) needs a number from \(range.lowerBound) to \(range.upperBound), "
                            + "not \"\(value)\"")
                    return
                }
                switch name {
                case "--max-active": settings.activeLimits.all = count
                case "--max-active-per-user": settings.activeLimits.perUser = count
                case "--max-active-per-project": settings.activeLimits.perProject = count
                default: settings.activeLimits.catchUps = count
                }
            }
        }
        self = .run(settings)
    }

    private static let valued = [
        "--state", "--socket", "--launcher", "--retry-delay", "--max-active",
        "--max-active-per-user", "--max-active-per-project", "--max-catch-up",
    ]

    /// The path as it is from anywhere: the launcher works in another folder.
    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) else { return path }
        defer { unsafe free(folder) }
        return unsafe String(cString: folder) + "/" + path
    }

    /// A folder that the environment names; relative ones are invalid (XDG Base Directory).
    private static func folder(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.hasPrefix("/") ? text : nil
    }

    private static var standardState: String {
        if geteuid() == 0 { return "/var/lib/notifyd" }
        if let state = folder("XDG_STATE_HOME") { return "\(state)/notifyd" }
        let home = folder("HOME") ?? SystemUser(uid: geteuid())?.home ?? ""
        return "\(home)/.local/state/notifyd"
    }

    private static var standardSocket: String {
        if geteuid() == 0 { return "/run/notifyd/io.notifyd" }
        return (folder("XDG_RUNTIME_DIR") ?? "/run/user/\(geteuid())") + "/notifyd/io.notifyd"
    }

    private static var standardLauncher: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let path = buffer.prefix(max(0, length)).map(UInt8.init(bitPattern:))
        let folder = path.prefix(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)
        return String(decoding: folder, as: UTF8.self) + "/notifyd-launcher"
    }
}
