package import Domain

/// An executable of this machine that is a kind of channel.
package struct Plugin: Sendable {
    /// Where it lies.
    package let path: String
    package let description: PluginDescription

    package init(path: String, description: PluginDescription) {
        self.path = path
        self.description = description
    }

    package var declaration: ChannelDeclaration { description.declaration }
}
