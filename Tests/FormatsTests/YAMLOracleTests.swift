import Formats
import TestKit
import Testing

@Suite(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct YAMLOracleTests {
    /// The core schema alone: without dates, merging and the prefixes of YAML 1.1, keys as texts.
    private static let script =
        Canonical.python + """
            import re
            from ruamel.yaml import YAML
            from ruamel.yaml.nodes import ScalarNode, SequenceNode, MappingNode

            def plain(text):
                if re.fullmatch(r"~|null|Null|NULL|", text): return None
                if re.fullmatch(r"true|True|TRUE", text): return True
                if re.fullmatch(r"false|False|FALSE", text): return False
                if re.fullmatch(r"[-+]?[0-9]+", text): return int(text)
                if re.fullmatch(r"0o[0-7]+", text): return int(text[2:], 8)
                if re.fullmatch(r"0x[0-9a-fA-F]+", text): return int(text[2:], 16)
                if re.fullmatch(r"[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
                    return float(text)
                return text

            def value(node):
                if isinstance(node, SequenceNode): return [value(n) for n in node.value]
                if isinstance(node, MappingNode):
                    return {k.value: value(v) for k, v in node.value}
                return plain(node.value) if node.style is None else node.value

            for line in sys.stdin:
                text = bytes.fromhex(line).decode("utf-8")
                try:
                    documents = YAML(typ="safe", pure=True).compose_all(text)
                    print(" ".join(canonical(value(d)) for d in documents))
                except Exception as error:
                    print("refused:", " ".join(str(error).split()))
            """

    @Test func `ruamel yaml reads the same documents as the same values`() throws {
        let texts = YAMLTexts.documents
        let answers = try PythonChild.lines(
            Self.script, over: texts.map { Canonical.hex($0.utf8) })
        try #require(answers.count == texts.count)
        for (text, answer) in zip(texts, answers) {
            let ours = try YAMLDocument.nodes(in: text).map { Canonical.text($0.json) }
            #expect(ours.joined(separator: " ") == answer, "\(text)")
        }
    }
}
