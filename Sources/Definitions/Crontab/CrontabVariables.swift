/// The variables of a crontab as they stand at one of its lines.
struct CrontabVariables {
    enum Change {
        case taken
        /// It counts, and this is to be told.
        case remark(String)
        /// It does not count.
        case refused(String)
    }

    private(set) var values: [String: String] = [:]

    mutating func set(_ variable: CrontabVariable) -> Change {
        let name = variable.name
        if name.isEmpty { return .refused("it has no name before its =") }
        if name.hasPrefix("NOTIFYD_") {
            return .refused("names that begin with NOTIFYD_ are notifyd's own")
        }
        // Cron sets it itself, whatever the crontab says.
        if name == "LOGNAME" {
            return .remark("LOGNAME cannot be set, under cron as here: it is left out")
        }
        values[name] = variable.value
        switch name {
        case "CRON_TZ":
            return .remark(
                "the lines below are meant in this time zone, here as by cronie; Debian's cron "
                    + "takes no notice of CRON_TZ")
        case "TZ":
            return .remark(
                "TZ is for the commands alone, here as under cron: add the key timezone to run "
                    + "in that zone"
            )
        case "RANDOM_DELAY":
            return delay == nil && !variable.value.isEmpty
                ? .remark(
                    "RANDOM_DELAY is no number of minutes up to \(Self.longestDelay): it moves "
                        + "nothing"
                )
                : .remark(
                    "starts are moved by up to so many minutes, here as by cronie; Debian's cron "
                        + "takes no notice of RANDOM_DELAY")
        case "SHELL" where !variable.value.hasPrefix("/"):
            return .remark(
                "SHELL is no absolute path, and cron would not find it: here PATH is searched")
        case "HOME" where !variable.value.hasPrefix("/"):
            return .remark("HOME is no absolute path: commands start in their user's own home")
        default: return .taken
        }
    }

    /// The zone that times are meant in; nil for the machine's own.
    var timezone: String? { values["CRON_TZ"].flatMap { $0.isEmpty ? nil : $0 } }

    var shell: String { values["SHELL"] ?? CrontabCommand.standardShell }

    /// Where commands start; nil for their user's home.
    var directory: String? { values["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

    /// By how much starts are moved, at most.
    var delay: Duration? {
        guard let minutes = values["RANDOM_DELAY"].flatMap({ Int($0) }),
            (0...Self.longestDelay).contains(minutes)
        else { return nil }
        return .seconds(60 * minutes)
    }

    /// What commands are given; cron's own standard where the crontab is silent, since that is
    /// shorter than ours.
    var environment: [String: String] {
        var environment = values
        if environment["SHELL"] == CrontabCommand.standardShell { environment["SHELL"] = nil }
        if environment["PATH"] == nil { environment["PATH"] = Self.path }
        return environment
    }

    private static let path = "/usr/bin:/bin"
    /// Minutes of a day.
    private static let longestDelay = 24 * 60
}
