import Daemon
import Definitions
import Domain
import Formats

/// What notifyd is told on its command line.
enum Options {
    case run(Start)
    case check(SettingsFiles)
    case print(String)
    case refuse(String)

    struct Start: Sendable {
        var files: SettingsFiles
        var discardsSecrets = false
    }

    static let help = """
        notifyd: the cron that tells you how it went

        Usage: notifyd [OPTION…]

        Runs in the foreground until SIGTERM or SIGINT. The runs it has started go on
        without it, and what became of them is told when it is started again on the
        same state folder. SIGHUP, or notifyctl reload, has it read its settings and
        schedule files again.

          --config FILE       the settings file, with drop-ins in FILE.d
                              [/etc/notifyd/notifyd.yaml, or
                              ~/.config/notifyd/notifyd.yaml for all but root]
          --check-config      tell what is wrong in settings and schedule files, and
                              start nothing
          --state DIR         the folder that everything is kept in, made if missing
                              [/var/lib/notifyd, or ~/.local/state/notifyd for all
                              but root]
          --socket PATH       where clients call, unless systemd listens for us
                              [/run/notifyd/io.notifyd, or
                              $XDG_RUNTIME_DIR/notifyd/io.notifyd for all but root]
          --schedules DIR     the folder of schedule files that are applied at the
                              start [schedules.d beside the settings file]
          --launcher PATH     the launcher's program [notifyd-launcher beside this]
          --launcher-socket PATH
                              where a launcher answers that somebody else starts;
                              none is started then
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

        Options count more than settings files. Exit status: 0 stopped as asked,
        1 failed, 2 wrong usage, 65 the database cannot be used, 78 wrong settings.
        """

    init(_ arguments: [String]) {
        var files = StandardPlaces.files
        var discardsSecrets = false
        var checks = false
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h":
                self = .print(Self.help)
                return
            case "--version":
                self = .print("notifyd \(Version.text)")
                return
            case "--discard-secrets": discardsSecrets = true
            case "--check-config": checks = true
            default:
                if let why = Self.take(argument, &rest, into: &files) {
                    self = .refuse(why)
                    return
                }
            }
        }
        self = checks ? .check(files) : .run(Start(files: files, discardsSecrets: discardsSecrets))
    }

    /// Takes an option with its value; what is wrong with it, or nil.
    private static func take(
        _ argument: String, _ rest: inout ArraySlice<String>, into files: inout SettingsFiles
    ) -> String? {
        let parts = argument.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard valued.contains(name) else {
            return name.hasPrefix("-")
                ? "there is no option \(name)" : "the argument \(argument) has no place here"
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty
        else { return "\(name) needs a value" }
        let path = StandardPlaces.absolute(value)
        switch name {
        case "--config":
            files.name(path)
        case "--state": files.commandLine.state = path
        case "--socket": files.commandLine.socket = path
        case "--schedules": files.commandLine.schedules = path
        case "--launcher": files.commandLine.launcher = path
        case "--launcher-socket": files.commandLine.launcherSocket = path
        case "--retry-delay":
            guard let delay = Duration(text: value),
                DefinitionLimits.deliveryRetryDelay.contains(delay)
            else { return "--retry-delay needs a time such as 5s or 200ms, not \"\(value)\"" }
            files.commandLine.retryDelay = delay
        default:
            let range = DefinitionLimits.activeRuns
            guard let count = Int(value), range.contains(Int64(count)) else {
                return "\(name) needs a number from \(range.lowerBound) to \(range.upperBound), "
                    + "not \"\(value)\""
            }
            switch name {
            case "--max-active": files.commandLine.active = count
            case "--max-active-per-user": files.commandLine.activePerUser = count
            case "--max-active-per-project": files.commandLine.activePerProject = count
            default: files.commandLine.catchUp = count
            }
        }
        return nil
    }

    private static let valued = [
        "--config", "--state", "--socket", "--schedules", "--launcher", "--launcher-socket",
        "--retry-delay", "--max-active", "--max-active-per-user", "--max-active-per-project",
        "--max-catch-up",
    ]
}
