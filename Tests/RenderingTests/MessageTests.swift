import Domain
import Formats
import Rendering
import TestKit
import Testing

struct MessageTests {
    @Test func `without words of its own a notification has the default ones`() throws {
        let message = try Sample().message(try Sample.notification())
        #expect(message.text == "Run failed: nightly (exit status 2)")
        #expect(message.subject == "Run failed: nightly (exit status 2)")
        #expect(message.remarks == [])
        #expect(message.name.text == "on-call")
        #expect(message.severity == .warning)
        #expect(message.runs == [try Sample().event().snapshot])
    }

    @Test(arguments: [
        ("look at it", "Run failed: look at it"),
        ("code {{ run.status.exit_code }}", "Run failed: code 2"),
        ("{{ schedule.name }} of {{ run.metadata.labels.team }}", "Run failed: nightly of ops"),
        ("{{ notification.name }}: {{ links.logs.split()[1] }}", "Run failed: on-call: logs"),
        ("<b>&\"{{ '<i>' }}", "Run failed: <b>&\"<i>"),
        ("{% set x = 1 %}\n{{ x }}\n\n", "Run failed: 1"),
        ("{{ runs | length }} {{ event.at }}", "Run failed: 1 2025-03-08T12:00:00Z"),
        ("{% if false %}never{% endif %}", "Run failed: nightly (exit status 2)"),
        (" \n ", "Run failed: nightly (exit status 2)"),
        ("{ { run } }", "Run failed: { { run } }"),
    ])
    func `a message is a template, and plain text`(source: String, text: String) throws {
        let message = try Sample().message(try Sample.notification(message: source))
        #expect(message.text == text)
        #expect(message.remarks == [])
    }

    @Test(arguments: [
        (CollectedLog.at(link: "https://h.example/x"), "Log: https://h.example/x"),
        (.missing(reason: "not\n there"), "No log: not there"),
        (
            .missing(reason: String(repeating: "x", count: 301)),
            "No log: " + String(repeating: "x", count: 297) + "…"
        ),
    ])
    func `what came of the log stands below the default text alone`(
        log: CollectedLog, line: String
    ) throws {
        let event = try Sample().event()
        func text(_ source: String, showsLinks: Bool = false) throws -> String {
            let notification = try Sample.notification(message: source)
            return Composer.message(
                DeliveryID(event: event.id, notification: notification.name), notification, event,
                log: log, showsLinks: showsLinks, now: .sampleNow
            ).text
        }
        let standard = "Run failed: nightly (exit status 2)"
        #expect(try text("") == "\(standard)\n\(line)")
        #expect(try text("", showsLinks: true) == standard)
        #expect(try text("look") == "Run failed: look")
        let template = "{{ links.log or links.no_log }}"
        #expect(try text(template) == "Run failed: " + line.drop { $0 != ":" }.dropFirst(2))
    }

    @Test(arguments: [
        ("{{ message }}!", "Run failed: code 2!"), ("{{ notification.message }}", "code 2"),
        ("one\r\n two\t three ", "one two three"),
        ("{% if false %}never{% endif %}", "Run failed: nightly (exit status 2)"),
        ("", "Run failed: nightly (exit status 2)"),
    ])
    func `a subject is one line, and knows the message`(source: String, subject: String) throws {
        let notification = try Sample.notification(
            message: "code {{ run.status.exit_code }}", subject: source)
        #expect(try Sample().message(notification).subject == subject)
    }

    @Test func `a template that fails gives way to the default text, and is remarked on`() throws {
        let message = try Sample().message(
            try Sample.notification(message: "a\n{{ run.status.results.drift.x }}", subject: "{{"))
        #expect(message.text == "Run failed: nightly (exit status 2)")
        #expect(message.subject == "Run failed: nightly (exit status 2)")
        #expect(message.remarks.count == 2)
        #expect(
            message.remarks.first?.hasPrefix("its message template failed at line 2, column ")
                == true, "\(message.remarks)")
        #expect(
            message.remarks.last?.hasPrefix("its subject template failed at line 1, column ")
                == true)
    }

    @Test(arguments: Hostile.all)
    func `a template without end is given up`(source: String) throws {
        let message = try Sample().message(
            try Sample.notification(message: source, subject: source))
        #expect(message.text == "Run failed: nightly (exit status 2)")
        #expect(message.remarks.count == 2)
    }

    @Test func `long texts are cut, and say so`() throws {
        let message = try Sample().message(
            try Sample.notification(
                message: "{{ 'ä' * 100000 }}", subject: "{{ 'ö' * 10000 }}"))
        #expect(message.text.utf8.count <= 64 * 1024)
        #expect(message.text.hasPrefix("Run failed: äää"))
        #expect(message.text.hasSuffix("ä…"))
        #expect(message.subject.utf8.count <= 500)
        #expect(message.subject.hasSuffix("ö…"))
    }

    @Test func `an event without a run has a message too`() throws {
        let sample = Sample(occasion: .defined, isOfRun: false)
        let message = try sample.message(
            try Sample.notification(message: "{{ run is defined }}, {{ schedule.when }}"))
        #expect(message.text == "Schedule created: False, @daily")
        #expect(message.runs == [])
    }
}
