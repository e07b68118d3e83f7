/// Where the system keeps its time zones (tzfile(5), localtime(5)).
package struct ZonePlaces: Hashable, Sendable {
    /// The folder with a file for each zone.
    package let directory: String
    /// The machine's own zone, mostly a link into that folder.
    package let local: String

    package static let system = ZonePlaces(
        directory: "/usr/share/zoneinfo", local: "/etc/localtime")

    package init(directory: String, local: String) {
        self.directory = directory
        self.local = local
    }

    /// The path of a zone's file; nil for what cannot be a zone's name.
    func path(of name: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, name.utf8.count <= 100, !name.utf8.contains(0),
            parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { return nil }
        return "\(directory)/\(name)"
    }
}
