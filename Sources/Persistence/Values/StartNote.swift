package import Domain

/// What a start of the service finds out about the time before it.
package struct StartNote: Hashable, Sendable {
    /// The machine was started since the service last acted upon a start of it.
    package let isNewBoot: Bool
    /// Since when nothing could be noticed; nil at the very first start.
    package let interruption: Interruption?

    package init(isNewBoot: Bool, interruption: Interruption?) {
        self.isNewBoot = isNewBoot
        self.interruption = interruption
    }
}
