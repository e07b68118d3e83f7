package import Recurrence

/// The system's time zones as they are; that they are replaced is not noticed.
package struct UnwatchedZones: ZoneSource {
    package init() {}

    package func zone(_ name: String?) throws(UnknownZone) -> Zone { try SystemZones.zone(name) }

    package func changed() async throws {
        let (never, _) = AsyncStream.makeStream(of: Void.self)
        // It ends when whoever waits is cancelled.
        for await _ in never {}
        throw CancellationError()
    }
}
