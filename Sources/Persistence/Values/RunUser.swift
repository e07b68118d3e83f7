package import Domain

/// Whose a run is, and whom its command runs as.
package struct RunUser: Hashable, Sendable {
    package let owner: Owner
    /// The name of the system user that the schedule names; nil where that is the owner.
    package let name: String?

    package init(owner: Owner, name: String?) {
        self.owner = owner
        self.name = name
    }
}
