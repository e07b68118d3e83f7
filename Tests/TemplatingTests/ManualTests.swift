import TestKit
import Templating
import Testing

/// The manual page names all that the language has.
struct ManualTests {
    private static let words: Set<String> = {
        let path = "\(#filePath)".dropLast("Tests/TemplatingTests/ManualTests.swift".count)
        let page = try? WholeFile.text("\(path)Packaging/man/notifyd-templates.7")
        // Roff's lines of names have blanks around them; arguments follow in parentheses.
        let separators: Set<Character> = [" ", "\n", ",", "(", ")"]
        return Set((page ?? "").split { separators.contains($0) }.map(String.init))
    }()

    @Test(arguments: [
        Vocabulary.statements, Vocabulary.filters, Vocabulary.tests, Vocabulary.functions,
        Vocabulary.methods,
    ])
    func `every name of the language stands in the manual`(names: [String]) {
        #expect(!names.isEmpty)
        for name in names { #expect(Self.words.contains(name), "\(name)") }
    }

    @Test func `the limits stand in the manual`() {
        let limits = TemplateLimits.standard
        for limit in [
            limits.sourceBytes, limits.outputBytes, limits.textBytes, limits.items,
            limits.rangeLength, limits.steps, limits.nesting, limits.depth, limits.valueDepth,
        ] {
            #expect(Self.words.contains(String(limit)), "\(limit)")
        }
    }

    @Test func `the words of a condition stand in the manual`() {
        #expect(Self.words.isSuperset(of: Condition.refusals))
    }
}
