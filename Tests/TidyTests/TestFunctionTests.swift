import Testing

/// A test that nobody calls passes for ever.
struct TestFunctionTests {
    @Test func `every function whose name is a sentence is a test`() {
        for file in Repository.files(under: "Tests/", ending: ".swift") {
            let lines = file.lines
            for (index, line) in lines.enumerated() where line.contains(" func `") {
                guard Self.isDeclaration(line) else { continue }
                #expect(Self.isMarked(lines[...index]), "\(file.path):\(index + 1) lacks @Test")
            }
        }
    }

    @Test func `every test's name is a sentence`() {
        for file in Repository.files(under: "Tests/", ending: ".swift") {
            let lines = file.lines
            for (index, line) in lines.enumerated() where line.contains(" func ") {
                guard !line.contains(" func `"), Self.isDeclaration(line) else { continue }
                #expect(!Self.isMarked(lines[...index]), "\(file.path):\(index + 1)")
            }
        }
    }

    private static func isDeclaration(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "func") else { return false }
        return words[..<keyword].allSatisfy { $0.first?.isLetter == true || $0.hasPrefix("@") }
    }

    /// Whether the function declared in the last line has the attribute, there or right before.
    private static func isMarked(_ lines: ArraySlice<Substring>) -> Bool {
        guard let last = lines.last else { return false }
        if last.prefix(while: { $0 != "`" }).contains("@Test") { return true }
        for line in lines.dropLast().reversed() {
            let text = line.drop { $0 == " " }
            // What stands further out is the function that this one stands in.
            if !text.isEmpty, indentation(of: line) < indentation(of: last) { return false }
            // What is indented deeper are the attribute's arguments.
            if text.isEmpty || indentation(of: line) > indentation(of: last) { continue }
            if text.hasPrefix("@Test") { return true }
            guard text.hasPrefix("@") || text.hasPrefix("]") || text.hasPrefix(")") else {
                return false
            }
        }
        return false
    }

    private static func indentation(of line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
