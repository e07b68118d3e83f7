/// An executable in a plugin folder, and the kind that it is by its name.
struct PluginFile: Sendable {
    let kind: String
    let path: String
}
