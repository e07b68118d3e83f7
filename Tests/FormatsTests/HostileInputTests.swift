import Formats
import TestKit
import Testing

/// Whatever the bytes are: an answer, in bounded time and room, and never a crash.
struct HostileInputTests {
    private static let json =
        #"{"a":[1,-2.5e3,true,null,"é\u00e9\ud83d\ude00"],"b":{"c":"d\\\"\n"}} "#
    private static let yaml = """
        %YAML 1.2
        --- # comment
        name: &x "é\\u00e9\\x41"
        list: [1, -2.5e3, {a: *x}, 'it''s']
        text: |2-
            kept
          text
        folded: >+
          a
          b

        ? k
        : !!str 5
        ...
        """

    private func read(_ bytes: [UInt8]) {
        _ = try? JSONValue(parsing: bytes)
        do {
            for node in try YAMLDocument.nodes(in: bytes) { _ = node.json.bytes.count }
        } catch {
            #expect(error.position.line > 0 && error.position.column > 0)
            #expect(error.message.utf8.count < 1000)
        }
    }

    @Test(arguments: [json, yaml])
    func `a text may end at any byte`(text: String) {
        let bytes = Array(text.utf8)
        for end in 0...bytes.count { read(Array(bytes[..<end])) }
    }

    @Test(arguments: [json, yaml])
    func `any byte may be another`(text: String) {
        var generator = SeededGenerator(seed: 9)
        let bytes = Array(text.utf8)
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            read(changed)
        }
    }

    @Test func `bytes may be random`() {
        var generator = SeededGenerator(seed: 10)
        let signs = Array("{}[]:,-?&*!|>'\"%@`#~ \n\t\\a1".utf8)
        for index in 0..<3000 {
            let count = Int.random(in: 0...200, using: &generator)
            read(
                (0..<count).map { _ in
                    index % 2 == 0
                        ? UInt8.random(in: 0...255, using: &generator)
                        : signs.randomElement(using: &generator) ?? 0
                })
        }
    }

    @Test(arguments: [
        "[", "{", "]", "- ", "? ", "[{", "{\"a\":", "a: {", "[\n", "- - \n", "&a ", "*a ", "!a ",
        "\"", "'",
        "|\n", "a:\n ", "%", "---\n", "# ", ",", ": ", "\\", "?\n", "{?", "[? ", "<<: ", "\t",
        "\u{FEFF}",
    ])
    func `a megabyte of one sign is answered`(sign: String) {
        let text = String(repeating: sign, count: 1_000_000 / sign.utf8.count)
        read(Array(text.utf8))
    }

    @Test(arguments: ["[", "{a: ", "- ", "{? ", "? ", "[{? "])
    func `depth is bounded`(open: String) {
        let text = String(repeating: open, count: YAMLLimits.depth + 1)
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: text) }
    }

    @Test func `the greatest depth is read`() throws {
        let depth = YAMLLimits.depth
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(try YAMLDocument.nodes(in: text).count == 1)
        let tall = "a: &a \(String(text.dropFirst(2).dropLast(2)))\nb: [*a]"
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: "\(tall)\nc: [[*a]]") }
        #expect(try YAMLDocument.nodes(in: tall).count == 1)
    }

    @Test func `aliases that multiply are refused`() {
        var list = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...20 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            list += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: list) }
        #expect(error?.message.contains("aliases") == true)
    }

    @Test func `a long text that aliases repeat is refused`() {
        let text = "a: &a \"" + String(repeating: "x", count: 1_000_000) + "\"\nb: ["
        let aliases = Array(repeating: "*a", count: 1000).joined(separator: ", ")
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: text + aliases + "]") }
    }

    @Test func `a text beyond its bound is refused before it is read`() {
        let bytes = [UInt8](repeating: 0x20, count: YAMLLimits.bytes + 1)
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: bytes) }
        let many = String(repeating: "- a\n", count: YAMLLimits.nodes + 1)
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: many) }
        let documents = String(repeating: "--- a\n", count: YAMLLimits.documents + 1)
        #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: documents) }
    }

    @Test func `what strangers wrote is shown cut and escaped`() {
        #expect("a\"b\u{1B}[31m\u{202E}é日".shown == "a\\\"b\\u{1B}[31m\\u{202E}é日")
        #expect(String(repeating: "x", count: 100).shown.count == 61)
    }
}
