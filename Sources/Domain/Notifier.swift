package import Formats

/// A stored, named configuration of a channel, which notifications use by its name.
package struct Notifier: Hashable, Sendable {
    package let name: Name
    package let owner: Owner
    /// Whether everybody may use it.
    package let isShared: Bool
    /// Nil while it is enabled.
    package let disablement: Disablement?
    package let configuration: ChannelConfiguration
    package let createdAt: Timestamp
    package let changedAt: Timestamp

    package init(
        name: Name, owner: Owner, isShared: Bool = false, disablement: Disablement? = nil,
        configuration: ChannelConfiguration, createdAt: Timestamp, changedAt: Timestamp
    ) {
        self.name = name
        self.owner = owner
        self.isShared = isShared
        self.disablement = disablement
        self.configuration = configuration
        self.createdAt = createdAt
        self.changedAt = changedAt
    }

    /// Since when and why nothing is sent through it.
    package struct Disablement: Hashable, Sendable {
        package let at: Timestamp
        /// Empty where none was given.
        package let reason: String

        package init(at: Timestamp, reason: String = "") {
            self.at = at
            self.reason = reason
        }
    }

    /// Whether notifications of the owner's schedules may use it.
    package func isUsable(by owner: Owner) -> Bool { isShared || self.owner == owner }
}
