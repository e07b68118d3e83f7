import Formats
import TestKit
import Testing

@Suite(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct JSONOracleTests {
    private static let script =
        Canonical.python + """
            import json

            def pairs(pairs):
                if len({k for k, _ in pairs}) != len(pairs): raise ValueError("repeated")
                return dict(pairs)

            def constant(name): raise ValueError(name)

            for line in sys.stdin:
                try:
                    text = bytes.fromhex(line).decode("utf-8")
                    value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
                    print(canonical(value))
                except (ValueError, OverflowError):
                    print("refused")
            """

    private func compare(_ texts: [[UInt8]]) throws {
        let answers = try PythonChild.lines(Self.script, over: texts.map { Canonical.hex($0) })
        try #require(answers.count == texts.count)
        for (text, answer) in zip(texts, answers) {
            let ours = (try? JSONValue(parsing: text)).map(Canonical.text) ?? "refused"
            #expect(ours == answer, "\(String(decoding: text, as: UTF8.self)) = \(text)")
        }
    }

    @Test func `Python's json reads the same values, and refuses the same texts`() throws {
        try compare(
            JSONTexts.valid.map { Array($0.utf8) } + JSONTexts.invalid.filter { !$0.isEmpty })
    }

    @Test func `Python's json agrees on texts with bytes changed, added and removed`() throws {
        var generator = SeededGenerator(seed: 7)
        let bytes =
            Array(#"{}[],:"\/ue0123456789.+-Eabfnrtls "#.utf8) + [0x0A, 0x1F, 0x80, 0xC3, 0xA9]
        let texts = (0..<4000).map { _ in
            var text = RandomJSON.value(depth: 3, using: &generator).bytes
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                let byte = bytes.randomElement(using: &generator) ?? 0
                let index = Int.random(in: 0...text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where index < text.count: text[index] = byte
                case 1 where index < text.count: text.remove(at: index)
                default: text.insert(byte, at: index)
                }
            }
            return text
        }
        try compare(texts.filter { !$0.isEmpty })
    }

    @Test func `floating-point numbers are read to the last bit`() throws {
        var generator = SeededGenerator(seed: 8)
        let texts = (0..<3000).map { _ in
            let digits = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                String(Int.random(in: 0...9, using: &generator))
            }
            let exponent = Int.random(in: -330...310, using: &generator)
            return Array("1.\(digits.joined())e\(exponent)".utf8)
        }
        try compare(texts)
    }
}
