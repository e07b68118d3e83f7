import Testing

struct PackageTests {
    private static func lines(_ path: String) throws -> [Substring] {
        try #require(
            Repository.files.first { $0.path == path }, "there is no file \(path)"
        ).lines
    }

    @Test func `the newest entry of Debian's changelog has the version of the programs`() throws {
        let pattern = /static let text = "([0-9.]+)"/
        let version = try #require(
            Self.lines("Sources/Domain/Version.swift")
                .firstNonNil { $0.firstMatch(of: pattern)?.1 })
        let entry = try #require(try Self.lines("Packaging/debian/changelog").first)
        #expect(entry.hasPrefix("notifyd (\(version)) "), "\(entry)")
    }

    @Test func `the Debian package is built with what install-build-dependencies installs`() throws
    {
        let installed = try Self.lines("Packaging/install-build-dependencies")
            .drop { $0 != "readonly packages=(" }.dropFirst().prefix { $0 != ")" }
            .compactMap { $0.split(separator: " ").first }
        let named = try Self.lines("Packaging/debian/control")
            .drop { $0 != "Build-Depends:" }.dropFirst().prefix { $0.hasPrefix(" ") }
            .map { $0.dropFirst().prefix { $0 != "," } }
            .filter { !$0.hasPrefix("debhelper-compat ") && !$0.hasPrefix("dh-sequence-") }
        #expect(installed == named)
        #expect(!installed.isEmpty)
    }

    @Test func `every check of the installed package begins with a sentence that says what holds`()
    {
        let checks = Repository.files(under: "Packaging/installation-test/checks/")
        #expect(!checks.isEmpty)
        for check in checks {
            let first = check.lines.first ?? ""
            #expect(first.hasPrefix("# ") && first.hasSuffix("."), "\(check.path): \(first)")
        }
    }
}

extension Sequence {
    fileprivate func firstNonNil<Value>(_ transform: (Element) -> Value?) -> Value? {
        for element in self {
            if let value = transform(element) { return value }
        }
        return nil
    }
}
