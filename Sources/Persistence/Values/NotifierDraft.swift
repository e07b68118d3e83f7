package import Domain

/// A notifier as somebody writes it down.
package struct NotifierDraft: Hashable, Sendable {
    package let name: Name
    package let configuration: ChannelConfiguration
    /// Whether everybody may use it; nil leaves that as it is, and is no where it is new.
    package let isShared: Bool?

    package init(name: Name, configuration: ChannelConfiguration, isShared: Bool? = nil) {
        self.name = name
        self.configuration = configuration
        self.isShared = isShared
    }
}
