import Formats
import Templating
import TestKit
import Testing

/// The same text as Jinja2 gives, or an error where it has one.
///
/// What differs on purpose is left out of the table and of the random templates: numbers beyond 64
/// bits and complex ones, lone surrogates, filters that are gone through lazily, how functions and
/// iterators print, and four slips of Jinja2: a name set later in a block is undefined before even
/// where a variable of that name was given; constants are folded without regard to an `autoescape`
/// block that is decided later, to `|safe` before a `~`, and to what cannot be sliced.
@Suite(
    .enabled(
        if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no python3 that has Jinja2"))
struct OracleTests {
    private static let folder = "\("\(#filePath)".dropLast("OracleTests.swift".count))"
    private static let settings = RenderSettings(now: Timestamp(seconds: 0))

    private struct Question {
        let source: String
        let escapes: Bool
        /// Jinja2's text; nil for an error.
        let expected: String?

        init(_ json: JSONValue) throws {
            source = try #require(json["source"]?.string)
            escapes = json["escapes"]?.bool ?? false
            expected = json["text"]?.string
        }

        func check(_ variables: JSONObject) {
            var settings = OracleTests.settings
            settings.escaping = escapes ? .html : .none
            do throws(TemplateError) {
                let text = try Template(source).render(variables, settings)
                #expect(
                    text.unicodeScalars.elementsEqual((expected ?? "an error").unicodeScalars)
                        && expected != nil,
                    "\(source.debugDescription) gave \(text.debugDescription)")
            } catch {
                #expect(expected == nil, "\(source.debugDescription): \(error)")
            }
        }
    }

    /// Random templates of one part; fewer under a sanitizer, where each takes many times longer.
    private static let perPart = Sanitizer.isOn ? 250 : 2_500

    private static func generated(_ seed: Int, _ count: Int) throws -> (JSONObject, [Question]) {
        let lines = try PythonChild.lines(
            file: "\(folder)oracle/generator.py", [String(seed), String(count)], over: [])
        let variables = try #require(JSONValue(parsing: lines[0]).object)
        return (variables, try lines.dropFirst().map { try Question(JSONValue(parsing: $0)) })
    }

    @Test(arguments: [false, true])
    func `Jinja2 agrees on hundreds of templates that cover the language`(
        escapes: Bool
    ) throws {
        let (variables, _) = try Self.generated(0, 0)
        let sources = try WholeFile.text("\(Self.folder)vectors/templates.txt")
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map {
                $0.split(separator: "⏎", omittingEmptySubsequences: false).joined(separator: "\n")
            }
        try #require(sources.count > 350)
        let answers = try PythonChild.lines(
            file: "\(Self.folder)oracle/answers.py",
            over: sources.map { source in
                JSONValue.object([
                    "source": .string(source), "variables": .object(variables),
                    "escapes": .bool(escapes),
                ]).text
            })
        try #require(answers.count == sources.count)
        for (source, answer) in zip(sources, answers) {
            var question = try #require(JSONValue(parsing: answer).object)
            question["source"] = .string(source)
            question["escapes"] = .bool(escapes)
            try Question(.object(question)).check(variables)
        }
    }

    // Several processes, because compiling templates takes Jinja2 far longer than us.
    @Test(arguments: 0..<4)
    func `Jinja2 agrees on thousands of random templates`(part: Int) throws {
        let (variables, questions) = try Self.generated(1_000_000 * (part + 1), Self.perPart)
        try #require(questions.count == Self.perPart)
        #expect(questions.count { $0.expected != nil } > Self.perPart / 2)
        for question in questions { question.check(variables) }
    }
}
