/// What a channel remembers of a message that was delivered, such as the thread that it began.
package struct ChannelMemory: Hashable, Sendable {
    package let key: MemoryKey
    /// In the destination's own words, and nothing secret.
    package let value: String

    /// Nil where there is nothing to remember, or more than `Limits.memoryBytes`.
    package init?(_ key: MemoryKey, _ value: String?) {
        guard let value, !value.isEmpty, value.utf8.count <= Limits.memoryBytes else { return nil }
        self.key = key
        self.value = value
    }
}
