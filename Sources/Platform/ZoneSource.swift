package import Recurrence

/// Where the data of time zones comes from, and who notices that it was replaced.
package protocol ZoneSource: Sendable {
    /// The zone of an IANA name; nil is the machine's own.
    func zone(_ name: String?) throws(UnknownZone) -> Zone
    /// Returns when zones that were asked for may have changed since the last call.
    func changed() async throws
}
