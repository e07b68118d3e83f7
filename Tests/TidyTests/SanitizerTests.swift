import Testing

struct SanitizerTests {
    @Test func `every target of tests runs under a sanitizer`() throws {
        let script = try #require(Repository.files.first { $0.path == "Tests/run" })
        let table = script.lines.drop { $0 != "readonly -A sanitized=(" }.dropFirst()
            .prefix { $0 != ")" }
        let subjects = Set(
            table.joined(separator: " ").split { !$0.isLetter }.filter {
                $0.first?.isUppercase == true
            }
            .map(String.init))
        let targets = Repository.names(in: "Tests").filter { $0.hasSuffix("Tests") }
            .map { String($0.dropLast("Tests".count)) }
        #expect(subjects == Set(targets))
    }
}
