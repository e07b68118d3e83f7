/// The bounds of reading YAML.
package enum YAMLLimits {
    /// Bytes of one text, all its documents together.
    package static let bytes = 4 * 1024 * 1024
    /// How deep lists and maps may nest.
    package static let depth = JSONValue.maximumDepth
    /// Nodes of one text, each as often as aliases repeat it.
    package static let nodes = 200_000
    /// Bytes of the texts and keys of one text, each as often as aliases repeat it.
    package static let expandedBytes = 4 * bytes
    /// Documents of one text.
    package static let documents = 10_000
}
