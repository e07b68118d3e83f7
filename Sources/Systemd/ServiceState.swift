import CSystemd
import Glibc

/// What the service manager is told of this service (sd_notify(3)); without one, nothing happens.
package enum ServiceState: Sendable {
    /// Started, or reloaded: what it is for can be done.
    case ready
    case reloading
    case stopping
    /// Every part makes progress.
    case alive
    /// In words, for `systemctl status`.
    case status(String)

    /// Whether there is anybody to tell.
    package static let isHeard: Bool = unsafe getenv("NOTIFY_SOCKET") != nil

    package func tell() {
        // Nobody who cannot be told may stop the work.
        _ = unsafe sd_notify(0, message)
    }

    private var message: String {
        switch self {
        case .ready: return "READY=1"
        case .reloading:
            var now = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &now)
            let microseconds = UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000
            return "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
        case .stopping: return "STOPPING=1"
        case .alive: return "WATCHDOG=1"
        // A line break would begin another assignment.
        case .status(let text):
            return "STATUS=\(text.split(separator: "\n").joined(separator: " "))"
        }
    }

    /// How long the service manager waits for a sign of life; nil when it does not
    /// (sd_watchdog_enabled(3)).
    package static var watchdogTimeout: Duration? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0, microseconds > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }
}
