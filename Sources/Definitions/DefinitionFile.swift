/// A file that somebody wrote, read into memory.
package struct DefinitionFile: Sendable {
    /// As it is named to its reader.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
