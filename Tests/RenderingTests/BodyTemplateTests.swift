import Domain
import Formats
import Rendering
import TestKit
import Testing

struct BodyTemplateTests {
    private func filled(
        _ value: JSONValue, _ sample: Sample = Sample(), message: String = ""
    ) throws -> (value: JSONValue, remarks: [String]) {
        let message = try sample.message(try Sample.notification(message: message))
        return BodyTemplate(value, path: "override_body").filled(for: message, now: .sampleNow)
    }

    private func runs() throws -> String { JSONValue.array([try Sample().event().snapshot]).text }

    @Test(arguments: [
        ("{{ message }}", "Run failed: code 2"),
        ("{{ subject }}", "Run failed: nightly (exit status 2)"),
        ("{{ notification.message }}", "code 2"), ("{{ run.status.state | upper }}", "ERROR"),
        ("no markup", "no markup"), ("{ run }", "{ run }"), ("", ""), (" {{ 1 }} ", " 1 "),
    ])
    func `texts are templates with the message among their variables`(
        text: String, expected: String
    ) throws {
        let filled = try filled(
            ["deep": [[["text": .string(text)]]]], message: "code {{ run.status.exit_code }}")
        #expect(filled.value == ["deep": [[["text": .string(expected)]]]])
        #expect(filled.remarks == [])
    }

    @Test(arguments: [
        ("{{ runs }}", "<runs>"), ("{{runs}}", "<runs>"), ("{{\truns\n}}", "<runs>"),
        ("a {{- runs -}} b", "a<runs>b"), ("{{ runs | length }}", "1"),
        ("{% raw %}{{ runs }}{% endraw %}", "{{ runs }}"),
        ("{% for run in runs %}{{ run.kind }}{% endfor %}", "run"),
    ])
    func `the runs alone are JSON`(text: String, expected: String) throws {
        let wanted = expected.replacing("<runs>", with: try runs())
        #expect(try filled(.string(text)).value == .string(wanted))
    }

    @Test func `what is no text, and the names of members, stay as they are`() throws {
        let value: JSONValue = [
            "{{ runs }}": [nil, true, 1, .number(0.5), [:], []], "text": "{{ 1 + 1 }}",
        ]
        #expect(
            try filled(value).value == [
                "{{ runs }}": [nil, true, 1, .number(0.5), [:], []], "text": "2",
            ])
    }

    @Test func `a text that fails stays as it is written, and is remarked on`() throws {
        let filled = try filled([
            "good": "{{ 1 }}", "bad": ["{{ runs", "x {{ missing.member }}"],
        ])
        #expect(
            filled.value == ["good": "1", "bad": ["{{ runs", "x {{ missing.member }}"]])
        #expect(filled.remarks.count == 2)
        #expect(
            filled.remarks.first?.hasPrefix("the template override_body.bad[0] failed at line 1")
                == true, "\(filled.remarks)")
    }

    @Test func `what is put in is not rendered again`() throws {
        var sample = Sample()
        sample.status["status_text"] = "{{ 7 * 7 }}"
        #expect(
            try filled("{{ run.status.status_text }}", sample).value == "{{ 7 * 7 }}")
    }

    @Test func `many hostile texts take together what one may`() throws {
        let texts = (0..<1000).map { JSONValue.string(Hostile.all[$0 % Hostile.all.count]) }
        let filled = try filled(.array(texts))
        #expect(filled.value == .array(texts))
        #expect(filled.remarks.count == RenderingLimits.bodyTemplates + 1)
        #expect(filled.remarks.last?.contains("override_body[100] and what follows it") == true)
    }

    @Test func `all texts together are bounded`() throws {
        var sample = Sample()
        sample.status["status_text"] = .string(String(repeating: "x", count: 1024 * 1024))
        let filled = try filled(.array((0..<8).map { _ in "{{ runs }}" }), sample)
        let size = filled.value.text.utf8.count
        #expect(size > RenderingLimits.bodyBytes / 2 && size < RenderingLimits.bodyBytes * 3 / 2)
        #expect(!filled.remarks.isEmpty)
    }
}
