import Channels
import Domain
import Formats
import TestKit
import Testing

/// What other implementations make of our cards and comments.
struct ChatOracleTests {
    private static let cardValidator = """
        import importlib.util, json, pathlib, sys
        from jsonschema.validators import Draft6Validator

        folder = pathlib.Path(importlib.util.find_spec("adaptive_cards").submodule_search_locations[0])
        schema = json.loads((folder / "schemas" / "schema-1.4.json").read_text())
        validator = Draft6Validator(schema)

        def broken(card):
            # A validator that takes everything would prove nothing.
            yield {**card, "version": 14}
            yield {**card, "body": card["body"] + [{"type": "RichTextBlock"}]}
            yield {**card, "actions": [{"type": "Action.OpenUrl", "title": "x"}]}

        for line in sys.stdin:
            content = json.loads(line)["attachments"][0]["content"]
            # What Teams adds to cards is not in the schema of all of them.
            card = {name: value for name, value in content.items() if name != "msteams"}
            problems = [problem.message for problem in validator.iter_errors(card)]
            problems += ["a broken card passes" for card in broken(card) if validator.is_valid(card)]
            print("valid" if not problems else str(problems)[:2000], flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `our cards are valid by the schema of Adaptive Cards`() throws {
        let peer = try PeerProcess([
            try #require(PythonChild.interpreter), "-c", Self.cardValidator,
        ])
        let links: [JSONObject?] = [nil, .samplePages]
        for hostile in HostileText.all {
            for links in links {
                let text = hostile.text
                let message = try Message.sample(
                    text: text, runName: text, error: text, results: [text: .string(text)],
                    links: links)
                let payload = try TeamsTests.payload(message).value
                peer.write(payload.text + "\n")
                #expect(peer.readLine() == "valid", "\(hostile.testDescription)")
            }
        }
        #expect(peer.finish().status == 0)
    }

    private static let renderer = """
        import html.parser, json, sys
        from markdown_it import MarkdownIt

        class Reader(html.parser.HTMLParser):
            def __init__(self):
                super().__init__()
                self.tags, self.cells, self.text = set(), [], ""
            def handle_starttag(self, tag, attributes):
                self.tags.add(tag)
                if tag == "a":
                    self.tags.add(dict(attributes)["href"])
                if tag == "td":
                    self.cells.append("")
            def handle_data(self, text):
                self.text += text
                if self.lasttag == "td":
                    self.cells[-1] += text

        for line in sys.stdin:
            reader = Reader()
            reader.feed(MarkdownIt("gfm-like", {"linkify": False}).render(json.loads(line)))
            seen = lambda text: text.replace("\\u200b", "").replace("\\u00a0", " ")
            cells = [seen(cell) for cell in reader.cells]
            print(json.dumps([sorted(reader.tags), cells, seen(reader.text)]), flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `a renderer of Markdown shows in a comment what was written, and no markup`() throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.renderer])
        let known: Set<String> = [
            "p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "code", "br",
        ]
        let short = HostileText.all.filter { $0.text.utf8.count < 1000 }
        #expect(short.count > 4)
        for hostile in short {
            let message = try Message.sample(
                text: "first\n\(hostile.text)", runName: hostile.text, error: hostile.text)
            peer.write(JSONValue.string(try GitTests.comment(message)).text + "\n")
            let line = try #require(peer.readLine())
            let shown = try JSONValue(parsing: line).array ?? []
            #expect(shown.count == 3)
            let tags = Set(shown[0].array?.compactMap(\.string) ?? [])
            #expect(tags.isSubset(of: known), "\(hostile.testDescription): \(tags)")
            #expect(shown[1].array?.count == 4, "\(hostile.testDescription)")
            let letters = { (text: String) in text.filter { !$0.isWhitespace } }
            let expected = letters(hostile.printable)
            #expect(
                letters(shown[2].string ?? "").contains(expected), "\(hostile.testDescription)")
            #expect(
                letters(shown[1].array?.first?.string ?? "") == expected,
                "\(hostile.testDescription)")
        }
        #expect(peer.finish().status == 0)
    }
}

extension HostileText {
    /// What is left of it for people to see: control bytes replaced, marks of direction taken out.
    fileprivate var printable: String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: break
            case 0x09...0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
            case 0..<0x20, 0x7F..<0xA0: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
