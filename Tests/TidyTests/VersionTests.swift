import Testing

struct VersionTests {
    @Test func `every program says the same version`() throws {
        let pattern = /static let (?:text|versionText) = "([0-9.]+)"/
        let versions = Repository.files(under: "Sources/", ending: ".swift").flatMap { file in
            file.lines.compactMap { $0.firstMatch(of: pattern).map { String($0.1) } }
        }
        #expect(versions.count == 2)
        #expect(Set(versions).count == 1)
    }
}
