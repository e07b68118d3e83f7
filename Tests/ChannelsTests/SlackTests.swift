import Channels
import Domain
import Formats
import TestKit
import Testing

struct SlackTests {
    static func payload(_ message: Message) throws -> JSONValue {
        let channel = try SlackChannel(
            parameters: ["webhook": "https://hooks.slack.com/services/T0/B0/token"])
        guard case .http(let request) = try channel.request(for: message, at: .sampleNow).action
        else {
            return nil
        }
        #expect(request.method == .post)
        #expect(
            request.headers == [.init("Content-Type", "application/json; charset=utf-8")])
        return try JSONValue(parsing: request.body)
    }

    static func fields(_ message: Message) throws -> [JSONValue]? {
        try payload(message)["blocks"]?.array?.lazy.compactMap { $0["fields"]?.array }.first
    }

    static func header(_ text: String) throws -> (header: String, rest: [String], all: JSONValue) {
        let payload = try payload(.sample(text: text))
        let blocks = payload["blocks"]?.array ?? []
        let rest = blocks.dropFirst().prefix { $0["text"]?["text"] != "on-call" }
        return (
            blocks.first?["text"]?["text"]?.string ?? "",
            rest.compactMap { $0["text"]?["text"]?.string }, payload
        )
    }

    @Test func `a failed run makes a header, the name, and its fields`() throws {
        #expect(
            try Self.payload(.sample()) == [
                "text": "[error] Run failed: the nightly backup",
                "blocks": [
                    [
                        "type": "header",
                        "text": [
                            "type": "plain_text", "text": "[error] Run failed: the nightly backup",
                        ],
                    ],
                    ["type": "section", "text": ["type": "mrkdwn", "text": "on-call"]],
                    [
                        "type": "section",
                        "fields": [
                            ["type": "mrkdwn", "text": "*Runs*"],
                            ["type": "mrkdwn", "text": "*Results*"],
                            ["type": "mrkdwn", "text": ":x:  nightly-backup"],
                            ["type": "mrkdwn", "text": "*exit status 2*"],
                        ],
                    ],
                    [
                        "type": "context",
                        "elements": [
                            [
                                "type": "mrkdwn",
                                "text":
                                    "Details: `notifyctl show-run 0195760d-7f00-7000-8000-000000000002`",
                            ],
                            [
                                "type": "mrkdwn",
                                "text":
                                    "Logs: `notifyctl logs 0195760d-7f00-7000-8000-000000000002`",
                            ],
                        ],
                    ],
                ],
            ])
    }

    @Test(arguments: [
        ("completed", ":smiley:"), ("running", ":man-running:"), ("error", ":x:"),
        ("aborted", ":octagonal_sign:"), ("skipped", ":zzz:"),
        ("pending", ":hourglass_flowing_sand:"),
        ("vanished", ":question:"),
    ])
    func `every state has its emoji, and stands for a missing result`(
        state: String, emoji: String
    ) throws {
        let message = try Message.sample(error: nil, state: state)
        let fields = try Self.fields(message)
        #expect(fields?.count == 4)
        #expect(fields?[2]["text"] == .string("\(emoji)  nightly-backup"))
        #expect(fields?[3]["text"] == .string(state))
    }

    @Test func `results stand side by side`() throws {
        let message = try Message.sample(
            error: nil, state: "completed", results: ["loss": .number(0.5), "best": "<a&b>"])
        let fields = try Self.fields(message)
        #expect(fields?.last?["text"] == "loss=0.5, best=&lt;a&amp;b&gt;")
    }

    @Test func `pages are linked to, by the run's name too`() throws {
        let message = try Message.sample(runName: "night|ly & <x>", links: .samplePages)
        let address = "https://runs.example/r?id=1&amp;a=(b)%7Cc"
        #expect(
            try Self.fields(message)?[2]["text"]
                == .string(":x:  <\(address)|night¦ly &amp; &lt;x&gt;>"))
        let elements = try Self.payload(message)["blocks"]?.array?.last?["elements"]?.array
        #expect(
            elements?.map { $0["text"] } == [
                .string("<\(address)|Details>"), "<https://logs.example/r/1|Logs>",
            ])
    }

    @Test func `a text of 150 characters is a header`() throws {
        let prefix = "[error] Run failed: "
        let fits = String(repeating: "x", count: 150 - prefix.count)
        #expect(try Self.header(fits).header == prefix + fits)
        #expect(try Self.header(fits).rest.isEmpty)
        let (header, rest, _) = try Self.header(fits + "y")
        #expect(header == prefix + fits.dropLast() + "…")
        #expect(rest == ["xy"])
    }

    @Test func `a long text is cut at its first comma when that is early enough`() throws {
        let tail = String(repeating: "b", count: 200)
        let early = try Self.header("one, \(tail)")
        #expect(early.header == "[error] Run failed: one…")
        #expect(early.rest == [tail])
        let late = try Self.header("\(tail), c")
        #expect(late.header.utf16.count == 150)
        #expect(late.header.hasSuffix("b…"))
        #expect(late.rest.first?.hasSuffix("b, c") == true)
    }

    @Test func `the header is the first line`() throws {
        let (header, rest, all) = try Self.header("one\r\n\r\ntwo\nthree")
        #expect(header == "[error] Run failed: one")
        #expect(rest == ["two\nthree"])
        #expect(all["text"] == "[error] Run failed: one\n\ntwo\nthree")
    }

    @Test func `what is escaped counts as long as it becomes`() throws {
        let (header, rest, _) = try Self.header(String(repeating: "<", count: 60))
        #expect(header.utf16.count <= 150)
        #expect(header.hasSuffix("&lt;…"))
        #expect(rest.allSatisfy { $0.replacing("&lt;", with: "").isEmpty })
    }

    @Test(arguments: HostileText.all)
    func `every limit of Slack is kept`(hostile: HostileText) throws {
        let text = hostile.text
        let message = try Message.sample(
            text: text, runName: text, error: text, results: [text: .string(text)],
            links: ["details": .string("https://a.example/" + text), "logs": .string(text)])
        let payload = try Self.payload(message)
        #expect(length(payload["text"]) <= 3000)
        let blocks = payload["blocks"]?.array ?? []
        #expect(blocks.count <= 50)
        var total = 0
        for block in blocks {
            if block["type"] == "header" {
                #expect((1...150).contains(length(block["text"]?["text"])))
            } else if let fields = block["fields"]?.array {
                #expect((1...10).contains(fields.count))
                for field in fields { #expect((1...2000).contains(length(field["text"]))) }
                total += fields.reduce(0) { $0 + length($1["text"]) }
            } else if let elements = block["elements"]?.array {
                #expect((1...10).contains(elements.count))
                total += elements.reduce(0) { $0 + length($1["text"]) }
                // A link of our own begins one.
                for element in elements {
                    #expect(element["text"]?.string?.dropFirst().contains("<") == false)
                }
                continue
            } else {
                #expect((1...3000).contains(length(block["text"]?["text"])))
            }
            total += length(block["text"]?["text"])
            #expect(!block.text.contains("<"))
        }
        #expect(total < 13_000)
    }

    private func length(_ text: JSONValue?) -> Int { text?.string?.utf16.count ?? 0 }

    @Test(arguments: [
        ("https://hooks.slack.com/services/T/B/x", true), ("http://localhost:8080/x", true),
        ("http://127.0.0.1/x", true), ("http://[::1]/", true),
        ("http://hooks.slack.com/services", false),
        ("hooks.slack.com", false), ("", false),
    ])
    func `the webhook is https, but on this machine`(url: String, isGood: Bool) {
        let channel = try? SlackChannel(parameters: ["webhook": .string(url)])
        #expect((channel != nil) == isGood)
    }
}
