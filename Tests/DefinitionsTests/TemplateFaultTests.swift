import Definitions
import Domain
import Testing

struct TemplateFaultTests {
    private func faults(_ notification: String) -> [String] {
        Sample.faults(Sample.good + "notifications: [\(notification)]\n")
    }

    @Test(arguments: [
        ("{kind: console, message: 'a {{ run'}", "4:42: notifications[0].message"),
        ("{kind: console, subject: '{% endif %}'}", "4:42: notifications[0].subject"),
        ("{kind: console, message: '{{ run | nothing }}'}", "4:42: notifications[0].message"),
        (
            "{kind: webhook, params: {url: 'http://a/', override_body: '{{'}}",
            "4:75: notifications[0].params.override_body"
        ),
        (
            "{kind: webhook, params: {url: 'http://a/', override_body: {a: [x, '{% if %}']}}}",
            "4:83: notifications[0].params.override_body.a[1]"
        ),
    ])
    func `a text that is no template is refused with its place`(
        notification: String, place: String
    ) {
        let faults = faults(notification)
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasPrefix("\(place): is no valid template, line 1, column ") == true,
            "\(faults)")
    }

    @Test func `the line within a text of several is told`() {
        let faults = Sample.faults(
            Sample.good
                + "notifications:\n- kind: console\n  message: |\n    first\n    {{ run }\n")
        #expect(faults.count == 1)
        #expect(
            faults.first?.contains("notifications[0].message: is no valid template, line 2, ")
                == true, "\(faults)")
    }

    @Test func `of a secret text only the place is told`() {
        let faults = faults(
            "{kind: webhook, params: {url: 'http://a/'}, "
                + "secret_params: {override_body: ['{{ hidden word }}']}}")
        #expect(faults.count == 1)
        #expect(faults.first?.contains("override_body[0]: is no valid template, line 1, ") == true)
        #expect(faults.first?.contains("word") == false)
    }

    @Test(arguments: [
        "{kind: console, message: '{{ run.status.state }} { not } one'}",
        "{kind: console, subject: '{% if run %}a{% endif %}'}",
        "{kind: console, condition: '{{ run'}", "{kind: console, condition: '{% if %}'}",
        "{kind: webhook, params: {url: 'http://a/', override_body: {'{{ name': '{{ runs }}'}}}",
        "{kind: webhook, params: {url: 'http://a/', method: PUT, secret: '{{ no template'}}",
    ])
    func `templates, conditions and what is none are taken as they are`(notification: String) {
        #expect(faults(notification) == [])
    }

    @Test func `a body of more templates than are rendered is refused`() {
        func body(_ count: Int) -> String {
            let texts = Array(repeating: "'{{ run }}'", count: count).joined(separator: ", ")
            return "{kind: webhook, params: {url: 'http://a/', override_body: [\(texts)]}}"
        }
        #expect(faults(body(100)) == [])
        #expect(
            faults(body(101)) == [
                "4:75: notifications[0].params.override_body: must have at most 100 texts that are "
                    + "templates, not 101"
            ])
    }

    @Test func `a condition that is no template is warned of`() throws {
        let definitions = try Sample.schedules(
            Sample.good + """
                project: web
                notifications:
                - {kind: console, condition: "{{ run.status.exit_code > 0 }}"}
                - {kind: console, name: odd, condition: "{{ run"}
                - {kind: console}
                """)
        let warnings = definitions.flatMap(\.notifications.conditionWarnings)
        #expect(warnings.count == 1)
        #expect(
            warnings.first?.hasPrefix(
                "the notification odd is always sent, for its condition is no valid "
                    + "template, line 1, column ") == true, "\(warnings)")
    }
}
