package import Formats

/// Addresses to which nothing is sent, whoever wishes it.
package struct Denial: Hashable, Sendable {
    /// The kind of channel; nil for every one.
    package let kind: String?
    /// What the addresses look like.
    package let pattern: AddressPattern
    /// Empty where none was given.
    package let reason: String
    /// The user id of whoever gave that reason.
    package let by: UInt32
    package let since: Timestamp

    package init(
        kind: String?, pattern: AddressPattern, reason: String = "", by: UInt32, since: Timestamp
    ) {
        self.kind = kind
        self.pattern = pattern
        self.reason = reason
        self.by = by
        self.since = since
    }

    package func covers(_ address: String, of kind: String) -> Bool {
        (self.kind == nil || self.kind == kind) && pattern.matches(address)
    }
}
