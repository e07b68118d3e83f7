package import Formats

/// A schedule as the service knows it.
package struct Schedule: Hashable, Sendable {
    /// Its row in the store; never used again after deletion.
    package let id: Int64
    package var definition: ScheduleDefinition
    package let owner: Owner
    package let createdAt: Timestamp
    /// Every occurrence up to this instant is accounted for.
    package var accountedUntil: Timestamp
    /// Grows by one with each change of the definition.
    package var revision: Int64
    /// Nil while its occurrences are owed.
    package var pause: Pause?
    /// Since when no run of it is pending or running; nil while one is.
    package var idleSince: Timestamp?

    package init(
        id: Int64, definition: ScheduleDefinition, owner: Owner, createdAt: Timestamp,
        accountedUntil: Timestamp, revision: Int64, pause: Pause? = nil,
        idleSince: Timestamp? = nil
    ) {
        self.id = id
        self.definition = definition
        self.owner = owner
        self.createdAt = createdAt
        self.accountedUntil = accountedUntil
        self.revision = revision
        self.pause = pause
        self.idleSince = idleSince
    }

    package var key: ScheduleKey { definition.key }
}
