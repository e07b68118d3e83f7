import Testing

/// A verb of notifyctl is a file, a line in the table of verbs, and a text in the help.
struct VerbTests {
    static let folder = "Sources/notifyctl/Verbs/"
    static let table = "Verb+All.swift"

    static let files = Repository.files(under: folder).filter { $0.name != table }

    /// The names of the verbs that a file declares.
    private static func declared(in file: Repository.File) -> [String] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard words.starts(with: ["static", "let"]), words.count > 4, words[3] == "=",
                words[4].hasPrefix("Verb(")
            else { return nil }
            return String(words[2])
        }
    }

    @Test func `every file of a verb declares the verb of its name`() {
        #expect(!Self.files.isEmpty)
        for file in Self.files {
            let name = String(file.name.dropLast(".swift".count))
            let verb = name.prefix(1).lowercased() + name.dropFirst()
            #expect(Self.declared(in: file) == [verb], "\(file.path)")
        }
    }

    @Test func `every verb is in the table, once`() throws {
        let table = try #require(Repository.files(under: Self.folder + Self.table).first)
        let list = try #require(table.text.split(separator: "[Verb] = [").last)
        let listed = list.prefix { $0 != "]" }.split { !$0.isLetter }.map(String.init)
        #expect(listed.sorted() == Self.files.flatMap(Self.declared).sorted())
    }

    @Test func `every verb has a summary, details and an example`() {
        for file in Self.files {
            for part in ["summary:", "details:", "example:"] {
                #expect(file.text.contains(part), "\(file.path) has no \(part)")
            }
        }
    }
}
