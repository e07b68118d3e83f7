import Formats
import TestKit
import Testing

struct YAMLPrinterTests {
    /// Texts that a careless printer changes: signs at their beginning, blanks, breaks, other
    /// words' forms.
    private static let pieces = [
        "", "a", "- ", "-", "? ", ": ", ":", " #", "#", " ", "  ", "\n", "\n\n", "\t", "\r", "'",
        "\"", "\\",
        "---", "...", "|", ">", "%", "@", "`", "!", "&", "*", "{", "}", "[", "]", ",", "=", "<<",
        "~", "null",
        "true", "yes", "No", "0", "0x1F", "1e3", ".inf", "12:30:00", "2026-11-21", "_1", "é", "日",
        "😀",
        "\u{301}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFF}", "\u{1F}", "\0", "\u{7F}",
        "\u{202E}",
        "\u{E000}", "run", "/bin/sh",
    ]

    private static func text(using generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...6, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    private static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 3), using: &generator) {
        case 0: return RandomJSON.value(depth: 0, using: &generator)
        case 1, 2: return .string(text(using: &generator))
        case 3:
            let count = Int.random(in: 0...3, using: &generator)
            return .array((0..<count).map { _ in value(depth: depth - 1, using: &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                object[text(using: &generator)] = value(depth: depth - 1, using: &generator)
            }
            return .object(object)
        }
    }

    private static func read(_ text: String) throws -> JSONValue {
        let documents = try YAMLDocument.nodes(in: text)
        try #require(documents.count == 1, "\(text.debugDescription)")
        return documents[0].json
    }

    @Test func `every text is read back as it was, as a value, an element and a key`() throws {
        for first in Self.pieces {
            for second in Self.pieces {
                for third in ["", "x", "\n", " "] {
                    let text = first + second + third
                    let value: JSONValue = [
                        "list": [.string(text), [.string(text)], .object([text: .string(text)])],
                        "text": .string(text), "last": "end",
                    ]
                    #expect(try Self.read(value.yamlText) == value, "\(text.debugDescription)")
                    #expect(try Self.read(JSONValue.string(text).yamlText) == .string(text))
                }
            }
        }
    }

    @Test func `random values are read back as they were`() throws {
        var generator = SeededGenerator(seed: 20_261_129)
        for _ in 0..<3000 {
            let value = Self.value(depth: 4, using: &generator)
            #expect(try Self.read(value.yamlText) == value, "\(value.yamlText)")
        }
    }

    @Test(arguments: [499, 501, 1024, 1025, 70_000])
    func `a long key is read back`(length: Int) throws {
        let key = String(repeating: "k", count: length)
        let value: JSONValue = [
            .object([key: ["a", "b"], "other": .object([key + "'": "v\nw"])])
        ]
        #expect(try Self.read(value.yamlText) == value)
    }

    @Test func `a schedule looks as a person would write it`() {
        let value: JSONValue = [
            [
                "name": "backup", "when": "*/5 * * * *",
                "command": "test -d /srv && tar -C /srv -c .",
                "environment": ["PATH": "/usr/bin:/bin", "MAILTO": "", "N": "010", "S": "it's"],
                "labels": [:], "retry": 3, "paused": false,
                "notifications": [["kind": "mail", "params": ["to": ["ops@example.org"]]]],
            ],
            [
                "name": "report", "when": "@daily", "command": "awk '{ print \"x\" }' f: # it",
                "message": "a\n\n  b\n", "subject": "tab\there",
            ],
        ]
        #expect(
            value.yamlText == #"""
                - name: backup
                  when: '*/5 * * * *'
                  command: test -d /srv && tar -C /srv -c .
                  environment:
                    PATH: /usr/bin:/bin
                    MAILTO: ''
                    'N': '010'
                    S: it's
                  labels: {}
                  retry: 3
                  paused: false
                  notifications:
                    - kind: mail
                      params:
                        to:
                          - ops@example.org
                - name: report
                  when: '@daily'
                  command: |-
                    awk '{ print "x" }' f: # it
                  message: |
                    a

                      b
                  subject: "tab\there"

                """#)
    }

    @Test func `a comment stays one line, whatever is in it`() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<1000 {
            let comment = Self.text(using: &generator).yamlComment
            #expect(try Self.read("\(comment)\na: b\n") == ["a": "b"], "\(comment)")
        }
    }
}

@Suite(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct YAMLPrinterOracleTests {
    /// Both versions of the language, by the library that the other tests trust.
    private static let script =
        Canonical.python + """
            from ruamel.yaml import YAML

            for line in sys.stdin:
                text = bytes.fromhex(line).decode("utf-8")
                answers = []
                for version in ("1.1", "1.2"):
                    yaml = YAML(typ="safe", pure=True)
                    yaml.version = version
                    answers.append(canonical(yaml.load(text)))
                print(" ".join(answers))
            """

    @Test func `ruamel yaml reads the same, as YAML 1_1 and as YAML 1_2`() throws {
        let texts = [
            "on", "No", "y", "null", "~", "010", "1_000", "0x_1", "12:30", "190:20:30",
            "2026-11-21",
            "2026-11-21 10:00:00", "1e3", ".5", "+1", "0b11", "685_230.15", "=", "<<", "true",
            "a: b",
            "a #b", "0 5 * * *", "30 2 1 1 2", "10d", "it's", "\\n", "a\nb\n", "é", "😀", "!x",
            "? a", "",
            "1.5.2", "0o17", "0.0.0.0", "1:2", "$HOME", "(x)", "/a", "_1", "+x", ".a",
        ]
        let answers = try PythonChild.lines(
            Self.script,
            over: texts.map { Canonical.hex(JSONValue.object([$0: .string($0)]).yamlText.utf8) })
        try #require(answers.count == texts.count)
        for (text, answer) in zip(texts, answers) {
            let ours = Canonical.text(.object([text: .string(text)]))
            #expect(answer == "\(ours) \(ours)", "\(text)")
        }
    }
}
