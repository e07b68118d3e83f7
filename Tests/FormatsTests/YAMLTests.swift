import Formats
import TestKit
import Testing

struct YAMLTests {
    @Test(arguments: YAMLTexts.invalid)
    func `what cannot be used is refused with its line and column`(
        text: String, line: Int, column: Int, message: String
    ) {
        let error = #expect(throws: YAMLError.self) { try YAMLDocument.nodes(in: text) }
        #expect(error?.position == TextPosition(line: line, column: column))
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test(
        arguments: [
            ("yes", "yes"), ("0o17", 15), ("0x1f", 31), ("017", 17), ("1.5", .number(1.5)),
            ("~", nil),
            ("True", true), ("'1'", "1"), ("\"true\"", "true"), ("2025-03-08", "2025-03-08"),
            ("1e3", .number(1000)), ("! 12", "12"), ("!!int 5", 5), ("!!float 5", .number(5)),
            ("!!null ~", nil), ("!!bool true", true), ("!!map {a: !!seq [1]}", ["a": [1]]),
            ("!<tag:yaml.org,2002:str> 5", "5"), ("a:   \tb", ["a": "b"]), ("12:30", "12:30"),
            ("!!str 5", "5"), ("1_0", "1_0"),
            ("0xFFFFFFFFFFFFFFFF", .number(18_446_744_073_709_551_616)), ("0x+5", "0x+5"),
            ("|\n  a\n  b\n", "a\nb\n"), (">-\n  a\n  b\n", "a b"), ("\"a\\0b\"", "a\0b"),
        ] as [(String, JSONValue)])
    func `scalars mean what the core schema says`(text: String, value: JSONValue) throws {
        #expect(try YAMLDocument.nodes(in: text).map(\.json) == [value])
    }

    @Test(arguments: [
        ("", 0), ("# nothing\n", 0), ("a", 1), ("a\n---\nb", 2), ("---\n---\n", 2),
        ("a: b\n...\n# c\n---\n- d\n", 2), ("{\"a\": 1}\n", 1),
    ])
    func `a text holds any number of documents`(text: String, count: Int) throws {
        #expect(try YAMLDocument.nodes(in: text).count == count)
    }

    @Test func `every value and key knows its place`() throws {
        let nodes = try YAMLDocument.nodes(in: "é: 1\nlist:\n  - a\n  - {b: c}\n---\nd\n")
        var places: [String] = []
        func walk(_ node: Node) {
            let place = node.position.map { "\($0.line):\($0.column)" } ?? "-"
            switch node.content {
            case .list(let elements):
                places.append("[\(place)")
                elements.forEach(walk)
            case .map(let members):
                places.append("{\(place)")
                for member in members {
                    let key = member.keyPosition.map { "\($0.line):\($0.column)" } ?? "-"
                    places.append("\(member.key)@\(key)")
                    walk(member.value)
                }
            default: places.append(place)
            }
        }
        nodes.forEach(walk)
        #expect(
            places == [
                "{1:1", "é@1:1", "1:4", "list@2:1", "[3:3", "3:5", "{4:5", "b@4:6", "4:9", "6:1",
            ])
    }

    @Test func `numbers keep the way they were written`() throws {
        let nodes = try YAMLDocument.nodes(in: "[010, 1.10, True, text, '5', 0x0F]")
        guard case .list(let elements) = nodes[0].content else {
            Issue.record("no list")
            return
        }
        #expect(elements.map(\.source) == ["010", "1.10", "True", nil, nil, "0x0F"])
    }

    @Test(arguments: [
        #"{"a": "\ud83d\ude00"}"#, "[\"\\ud83d\\ude00\"]",
        "{\"" + String(repeating: "k", count: 2000) + "\": 1}",
    ])
    func `JSON that libyaml does not know is read all the same`(text: String) throws {
        #expect(try YAMLDocument.nodes(in: text).map(\.json) == [try JSONValue(parsing: text)])
    }

    @Test func `every JSON text is YAML`() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let value: JSONValue = .array([RandomJSON.value(depth: 3, using: &generator)])
            for text in [value.text, value.indentedText] {
                let nodes = try YAMLDocument.nodes(in: text)
                #expect(nodes.map { Canonical.text($0.json) } == [Canonical.text(value)], "\(text)")
            }
        }
    }

    @Test func `a node made of a JSON value gives it back`() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let value = RandomJSON.value(depth: 3, using: &generator)
            let node = Node(json: value)
            #expect(Canonical.text(node.json) == Canonical.text(value))
            #expect(node.kind == value.kind)
            #expect(node.position == nil)
        }
    }
}
