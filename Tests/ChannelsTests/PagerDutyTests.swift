import Channels
import Domain
import Formats
import TestKit
import Testing

struct PagerDutyTests {
    private static let key = "0123456789abcdef0123456789ABCDEF"

    private func payload(_ more: JSONObject = [:], _ message: Message? = nil) throws -> Payload {
        var parameters: JSONObject = ["routing_key": .string(Self.key)]
        for (name, value) in more.members { parameters[name] = value }
        return try Payload("pagerduty", parameters, message)
    }

    @Test func `a failed run triggers the alert of its schedule`() throws {
        let payload = try payload()
        #expect(payload.request.url.text == "https://events.pagerduty.com/v2/enqueue")
        #expect(payload.request.method == .post)
        #expect(
            payload.body == [
                "routing_key": .string(Self.key), "event_action": "trigger",
                "dedup_key": "notifyd/default/nightly-backup", "client": "notifyd",
                "payload": [
                    "summary": "Run failed: the nightly backup", "source": "notifyd",
                    "severity": "error", "timestamp": "2025-03-08T12:00:00Z",
                    "component": "nightly-backup", "group": "default", "class": "exit",
                    "custom_details": [
                        "notification": "on-call", "occasion": "error",
                        "message": "Run failed: the nightly backup",
                        "run": "0195760d-7f00-7000-8000-000000000002", "state": "error",
                        "error": "exit status 2",
                        "details": "notifyctl show-run 0195760d-7f00-7000-8000-000000000002",
                        "logs": "notifyctl logs 0195760d-7f00-7000-8000-000000000002",
                    ],
                ],
            ])
    }

    @Test func `a run that completes resolves it with the same key, and nothing else`() throws {
        let completed = try Message.sample(
            error: nil, state: "completed", occasion: .completed, severity: .info)
        #expect(
            try payload(["link": "https://example.org"], completed).body == [
                "routing_key": .string(Self.key), "event_action": "resolve",
                "dedup_key": "notifyd/default/nightly-backup",
            ])
        #expect(try payload(["action": "trigger"], completed).body["event_action"] == "trigger")
        #expect(try payload(["action": "resolve"]).body["event_action"] == "resolve")
        #expect(try payload(["action": "auto"]).body["event_action"] == "trigger")
    }

    @Test func `every parameter reaches the request`() throws {
        let payload = try payload([
            "server": "https://events.eu.pagerduty.com", "severity": "critical", "source": "db1",
            "dedup_key": "db1/{{ schedule.name }}", "link": "https://example.org/{{ run.kind }}",
        ])
        #expect(payload.request.url.text == "https://events.eu.pagerduty.com/v2/enqueue")
        #expect(payload.body["dedup_key"] == "db1/nightly-backup")
        #expect(payload.body["links"] == [["href": "https://example.org/run", "text": "Details"]])
        #expect(payload.body["payload"]?["severity"] == "critical")
        #expect(payload.body["payload"]?["source"] == "db1")
    }

    @Test(arguments: [
        (Severity.debug, "info"), (.info, "info"), (.warning, "warning"), (.error, "error"),
    ])
    func `severities are those that PagerDuty knows`(severity: Severity, word: String) throws {
        let payload = try payload([:], .sample(severity: severity))
        #expect(payload.body["payload"]?["severity"] == .string(word))
    }

    @Test(arguments: HostileText.all)
    func `every limit of PagerDuty is kept`(hostile: HostileText) throws {
        let text = hostile.text
        var results = JSONObject()
        for index in 0..<60 { results["\(index) \(text.prefix(200))"] = .string(text) }
        let payload = try payload(
            ["dedup_key": "{{ run.status.error }}", "link": "https://a/{{ run.status.error }}"],
            .sample(text: text, runName: text, error: text, results: results))
        #expect(payload.request.body.count <= 512 * 1024)
        let summary = payload.body["payload"]?["summary"]?.string ?? ""
        #expect(summary.contains { !$0.isWhitespace } && summary.utf16.count <= 1024)
        let key = payload.body["dedup_key"]?.string ?? ""
        #expect(key.contains { !$0.isWhitespace } && key.utf16.count <= 255)
        let shown = payload.body["payload"]?["custom_details"]?["results"]?.object
        #expect(shown?.count ?? 0 <= 51 && shown?["…"] == "and 10 more")
    }

    @Test(
        arguments: [
            (["routing_key": "short"], "routing_key"),
            (["routing_key": "0123456789abcdef0123456789ABCDE/"], "routing_key"),
            (["action": "acknowledge"], "action"), (["severity": "debug"], "severity"),
            (["server": "events"], "server"),
            (["source": .string(String(repeating: "s", count: 256))], "source"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        var all: JSONObject = ["routing_key": .string(Self.key)]
        for (name, value) in parameters.members { all[name] = value }
        #expect(Payload.faults("pagerduty", all) == [path])
    }
}
