import Testing

/// The journal's catalogue explains every kind of entry.
@Suite struct CatalogTests {
    @Test func `every kind of log entry is explained once, and nothing else`() throws {
        let kinds = try ids(in: "Sources/Platform/LogKind.swift") { line in
            line.contains("case ") ? line.split(separator: "\"").dropFirst().first : nil
        }
        let explained = try ids(in: "Packaging/systemd/catalog/notifyd.catalog") { line in
            line.hasPrefix("-- ") ? line.dropFirst(3) : nil
        }
        #expect(!kinds.isEmpty && kinds.allSatisfy { $0.count == 32 })
        #expect(kinds.sorted() == explained.sorted())
        #expect(Set(kinds).count == kinds.count)
    }

    private func ids(in file: String, _ id: (Substring) -> Substring?) throws -> [Substring] {
        try #require(Repository.files.first { $0.path == file }).lines.compactMap(id)
    }
}
