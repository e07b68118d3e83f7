/// Why a file of a plugin folder is no kind of channel.
package struct PluginFault: Hashable, Sendable, CustomStringConvertible {
    /// The kind that it would be; nil where it could be none.
    package let kind: String?
    package let path: String
    package let reason: String

    package var description: String {
        kind.map { "the plugin \($0) cannot be used: \(reason)" }
            ?? "\(path) is no plugin: \(reason)"
    }
}
