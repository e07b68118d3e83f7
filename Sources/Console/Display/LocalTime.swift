package import Formats
import Platform
package import Recurrence

/// Shows instants as a person in some place, at some moment, reads them.
package struct LocalTime: Sendable {
    package let now: Timestamp
    package let zone: Zone

    package init(now: Timestamp, zone: Zone) {
        self.now = now
        self.zone = zone
    }

    /// The machine's clock, and its zone or that of TZ.
    static func ofMachine() -> LocalTime {
        LocalTime(now: SystemClock().now, zone: machineZone())
    }

    package static func machineZone() -> Zone {
        (try? SystemZones.zone(nil)) ?? .utc
    }

    /// `2026-11-21 02:24:05 (3 min ago)`; what is no instant is shown as it is.
    package func text(_ value: JSONValue?) -> String {
        guard let text = value?.string else { return "" }
        guard let instant = Timestamp(text) else { return text }
        return "\(absolute(instant)) (\(relative(instant)))"
    }

    /// The same for a table's cell: on a narrow terminal only how long ago it was.
    package func cell(_ value: JSONValue?, for terminal: Terminal) -> String {
        guard let columns = terminal.columns, columns < ConsoleLimits.wideColumns,
            let instant = value?.string.flatMap({ Timestamp($0) })
        else { return text(value) }
        return relative(instant)
    }

    package func absolute(_ instant: Timestamp) -> String {
        let local = Timestamp(seconds: zone.local(at: instant.seconds)).description
        return String(local.dropLast().map { $0 == "T" ? " " : $0 })
    }

    /// `02:24:05`, for what happens now.
    package func timeOfDay(_ instant: Timestamp) -> String { String(absolute(instant).suffix(8)) }

    package func relative(_ instant: Timestamp) -> String {
        let seconds = instant.seconds - now.seconds
        if seconds == 0 { return "now" }
        let span = Self.span(seconds: abs(seconds))
        return seconds < 0 ? "\(span) ago" : "in \(span)"
    }

    private static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        case ..<63_072_000: "\(seconds / 86_400) days"
        default: "\(seconds / 31_557_600) years"
        }
    }
}
