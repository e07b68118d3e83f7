package import Formats

/// A time in which nothing could be started, or an instant at which the clocks changed.
package struct Interruption: Hashable, Sendable {
    package let kind: Kind
    package let from: Timestamp
    package let until: Timestamp

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The machine was off, or down.
        case machineOff = "machine-off"
        /// notifyd had been stopped.
        case stopped
        /// notifyd had ended without being asked to.
        case killed
        /// The machine was suspended.
        case suspended
        /// The clock was set, from the one instant to the other.
        case clockSet = "clock-set"
        /// The system's time zone data was replaced.
        case zoneData = "zone-data"
    }

    package init(kind: Kind, from: Timestamp, until: Timestamp) {
        self.kind = kind
        self.from = from
        self.until = until
    }
}
