import Channels
import Domain
import Formats
import TestKit
import Testing

struct TeamsTests {
    static func payload(
        _ message: Message, format: String? = nil
    ) throws -> (value: JSONValue, bytes: Int) {
        var parameters: JSONObject = ["webhook": "https://flows.example/workflows/1?sig=x"]
        parameters["format"] = format.map(JSONValue.string)
        let channel = try TeamsChannel(parameters: parameters)
        guard case .http(let request) = try channel.request(for: message, at: .sampleNow).action
        else { return (nil, 0) }
        #expect(request.method == .post)
        #expect(request.url.text == "https://flows.example/workflows/1?sig=x")
        #expect(request.headers == [.init("Content-Type", "application/json")])
        return (try JSONValue(parsing: request.body), request.body.count)
    }

    /// The paragraphs of a card, as they are read.
    static func lines(_ payload: JSONValue) -> [String] {
        (card(payload)["body"]?.array ?? []).map { block in
            (block["inlines"]?.array ?? []).compactMap { $0["text"]?.string }.joined()
        }
    }

    static func card(_ payload: JSONValue) -> JSONValue {
        payload["attachments"]?.array?.first?["content"] ?? nil
    }

    static let run: JSONValue = [
        "metadata": [
            "name": "nightly-backup", "uid": "0195760d-7f00-7000-8000-000000000002",
            "project": "shop",
        ],
        "status": [
            "state": "error", "attempt": 2, "error": "exit status 2",
            "occurrence": "2025-03-08T11:00:00Z", "start_time": "2025-03-08T11:00:00.25Z",
            "end_time": "2025-03-08T11:59:59.5Z", "results": ["loss": 3, "best": "a"],
        ],
    ]

    @Test func `a card names job and run, with times in UTC and where to read more`() throws {
        let payload = try Self.payload(.sample(text: "one\ntwo", snapshot: Self.run)).value
        #expect(payload["type"] == "message")
        let attachment = payload["attachments"]?.array?.first
        #expect(attachment?["contentType"] == "application/vnd.microsoft.card.adaptive")
        let card = Self.card(payload)
        #expect(card["type"] == "AdaptiveCard" && card["version"] == "1.4")
        #expect(card["fallbackText"] == "[error] Run failed: one")
        #expect(
            Self.lines(payload) == [
                "[error] Run failed: one", "two", "Name: nightly-backup", "Project: shop",
                "Run: 0195760d-7f00-7000-8000-000000000002", "State: error, attempt 2",
                "Reason: exit status 2", "Due: 2025-03-08 11:00:00 UTC",
                "Started: 2025-03-08 11:00:00 UTC", "Ended: 2025-03-08 11:59:59 UTC",
                "Results: loss = 3\nbest = a",
                "Details: notifyctl show-run 0195760d-7f00-7000-8000-000000000002",
                "Logs: notifyctl logs 0195760d-7f00-7000-8000-000000000002",
            ])
        #expect(card["actions"] == nil)
        #expect(
            card["body"]?.array?.first?["inlines"]?.array?.first == [
                "type": "TextRun", "text": "[error] Run failed: one", "size": "Large",
                "weight": "Bolder", "color": "Attention",
            ])
    }

    @Test func `pages become buttons`() throws {
        let payload = try Self.payload(.sample(links: .samplePages)).value
        #expect(
            Self.card(payload)["actions"] == [
                [
                    "type": "Action.OpenUrl", "title": "Details",
                    "url": "https://runs.example/r?id=1&a=(b)|c",
                ],
                [
                    "type": "Action.OpenUrl", "title": "Logs", "url": "https://logs.example/r/1",
                ],
            ])
        #expect(!Self.lines(payload).contains { $0.hasPrefix("Details") })
    }

    @Test(
        arguments: [
            (.error, .error, "Attention"), (.warning, .error, "Warning"),
            (.info, .completed, "Good"), (.info, .error, "Default"),
            (.debug, .running, "Default"),
        ] as [(Severity, Occasion, String)])
    func `the heading has the severity's colour`(
        severity: Severity, occasion: Occasion, colour: String
    ) throws {
        let message = try Message.sample(occasion: occasion, severity: severity)
        let body = Self.card(try Self.payload(message).value)["body"]?.array
        #expect(body?.first?["inlines"]?.array?.first?["color"] == .string(colour))
    }

    @Test func `text for older connectors shows what was written, and nothing else`() throws {
        let message = try Message.sample(
            text: "<b>bold</b> [a](http://b) *c* _d_\n1. one\n- two", error: "a|b",
            links: .samplePages)
        #expect(
            try Self.payload(message, format: "text").value == [
                "text": .string(
                    [
                        "**&#91;error&#93; Run failed: &#60;b&#62;bold&#60;/b&#62; "
                            + "&#91;a&#93;(http://b) &#42;c&#42; &#95;d&#95;**",
                        "1&#46; one", "&#45; two", "**Name:** nightly-backup",
                        "**Run:** 0195760d-7f00-7000-8000-000000000002", "**State:** error",
                        "**Reason:** a&#124;b",
                        "[Details](https://runs.example/r?id=1&a=%28b%29|c)",
                        "[Logs](https://logs.example/r/1)",
                    ].joined(separator: "\n\n"))
            ])
    }

    @Test(arguments: HostileText.all, ["card", "text"])
    func `what Teams takes is never exceeded, and what is cut says so`(
        hostile: HostileText, format: String
    ) throws {
        let text = hostile.text
        var results: JSONObject = [:]
        for number in 0..<12 { results["\(number)\(text)"] = .string(text) }
        let message = try Message.sample(
            text: text, runName: text, error: text, results: results,
            links: ["details": .string("https://a.example/\(text)"), "logs": .string(text)])
        let (payload, bytes) = try Self.payload(message, format: format)
        #expect(bytes <= 28 * 1024)
        let lines =
            format == "card"
            ? Self.lines(payload) : payload["text"]?.string?.split(separator: "\n").map(String.init)
        #expect(lines?.isEmpty == false)
        if text.utf8.count > 20_000 {
            #expect(lines?.contains { $0.contains("…") } == true)
        }
    }

    @Test(arguments: [
        (200, "1", nil), (202, "", nil), (200, "words about HTTP error 429", nil),
        (
            200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
                + "error 429 with ContextId x", true
        ),
        (
            200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
                + "error 403 with ContextId x", false
        ),
    ])
    func `what a connector hides in an answer of 200 is found`(
        status: Int, body: String, isRetried: Bool?
    ) throws {
        let channel = try TeamsChannel(parameters: ["webhook": "https://flows.example/1"])
        let reply = HTTPReply(
            status: status, headers: [.init("Retry-After", "5")], body: Array(body.utf8))
        switch (channel.verdict(on: .http(reply)), isRetried) {
        case (.delivered, nil): break
        case (.retry(.seconds(5), let reason), true): #expect(reason.contains("answered 429"))
        case (.rejected(let reason), false): #expect(reason.contains("answered 403"))
        case (let verdict, _): Issue.record("\(verdict)")
        }
    }

    @Test(
        arguments: [
            (["webhook": "http://flows.example/1"], "webhook"),
            (["webhook": "https://a.example/", "format": "html"], "format"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        let errors = #expect(throws: ParameterErrors.self) {
            try TeamsChannel(parameters: parameters)
        }
        #expect(errors?.faults.map(\.path) == [path])
    }
}
