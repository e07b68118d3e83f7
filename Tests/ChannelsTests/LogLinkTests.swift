import Channels
import Domain
import Formats
import TestKit
import Testing

/// How messages show where the run's log is, in channels that have a place for that.
struct LogLinkTests {
    private static let url = "https://logs.s3.example/a%20b.log?X-Amz-Expires=1&X-Amz-Signature=0f"

    private static func message(_ name: String, _ value: String) throws -> Message {
        let sample = try Message.sample()
        var variables = sample.variables
        variables["links"] = .object(
            JSONObject([("logs", "notifyctl logs 1"), (name, .string(value))]))
        return Message(
            delivery: sample.id, notification: Notification(name: sample.name, kind: "any"),
            event: sample.event, subject: sample.subject, text: sample.text, variables: variables)
    }

    private static func slack(_ message: Message) throws -> String {
        let channel = try ChannelTable.channel(
            kind: "slack", parameters: ["webhook": "https://hooks.slack.com/services/T/B/x"])
        guard case .http(let request) = try channel.request(for: message, at: .sampleNow).action
        else { return "" }
        let blocks = try JSONValue(parsing: request.body)["blocks"]?.array ?? []
        return blocks.compactMap { $0["text"]?["text"]?.string }.joined(separator: "\n")
    }

    private static func mail(_ message: Message) throws -> (text: String, whole: String) {
        let request = try ChannelSample.mailRequest(
            ["to": "a@example.org", "from": "b@example.org"], for: message)
        let sender = try #require(request.sender)
        let bytes = request.content.bytes(from: sender, host: "host.example")
        // Broken lines made whole.
        let whole = String(decoding: bytes, as: UTF8.self).replacing("=\r\n", with: "")
        return (request.content.text, whole)
    }

    @Test func `Slack has a link in a section of its own`() throws {
        let text = try Self.slack(Self.message("log", Self.url))
        let escaped = Self.url.replacing("&", with: "&amp;")
        #expect(text.contains("\n<\(escaped)|The whole log>"))
    }

    @Test func `a mail has the link below the run, in both parts`() throws {
        let (text, whole) = try Self.mail(Self.message("log", Self.url))
        #expect(text.contains("\n\nThe whole log:\n\n  \(Self.url)\n"))
        let escaped = Self.url.replacing("&", with: "&amp;").replacing("=", with: "=3D")
        #expect(whole.contains("<a href=3D\"\(escaped)\">The whole log</a>"))
    }

    @Test func `why there is none is told as a text`() throws {
        let message = try Self.message("no_log", "403: <b>no</b>\n& never")
        #expect(
            try Self.slack(message).contains(
                "\nThe whole log is not there: 403: &lt;b&gt;no&lt;/b&gt; &amp; never"))
        let (text, whole) = try Self.mail(message)
        #expect(text.contains("\nThe whole log is not there: 403: <b>no</b> & never\n"))
        #expect(whole.contains("403: &lt;b&gt;no&lt;/b&gt; &amp; never</p>"))
    }

    @Test(arguments: [
        "javascript:alert(1)", "https://a.example/\"onclick=\"x", "https://a.example/|<!channel>",
        "https://a.example/x>y",
    ])
    func `what is no plain URL becomes no link`(text: String) throws {
        let message = try Self.message("log", text)
        #expect(!(try Self.slack(message).contains("The whole log")))
        #expect(!(try Self.mail(message).text.contains("The whole log")))
    }

    @Test func `a link that is too long for Slack is left out there`() throws {
        let message = try Self.message("log", Self.url + String(repeating: "a", count: 3000))
        #expect(!(try Self.slack(message).contains("The whole log")))
    }
}
