/// Why the bytes of a time zone cannot be used.
package struct ZoneError: Error, Sendable, Hashable {
    /// The name of the zone.
    package let zone: String
    /// What is wrong, without a full stop.
    package let reason: String
}

extension ZoneError: CustomStringConvertible {
    package var description: String {
        "the data of the time zone \(String(reflecting: zone)) cannot be used: \(reason)"
    }
}
