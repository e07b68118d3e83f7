import Channels
import Domain
import Formats
import TestKit
import Testing

struct TelegramTests {
    private static let given: JSONObject = ["token": "123456:ABC-def_1", "chat_id": -1_001_234]

    private func payload(_ more: JSONObject = [:], _ message: Message? = nil) throws -> Payload {
        var parameters = Self.given
        for (name, value) in more.members { parameters[name] = value }
        return try Payload("telegram", parameters, message)
    }

    @Test func `a failed run is a text with a bold first line`() throws {
        let payload = try payload()
        #expect(
            payload.request.url.text == "https://api.telegram.org/bot123456:ABC-def_1/sendMessage")
        #expect(payload.request.method == .post)
        #expect(payload.header("Content-Type") == "application/json")
        #expect(
            payload.body == [
                "chat_id": "-1001234",
                "text": """
                ❌ Run failed: nightly-backup

                Run failed: the nightly backup

                ❌ nightly-backup: exit status 2
                """,
                "entities": [["type": "bold", "offset": 0, "length": 28]],
                "link_preview_options": ["is_disabled": true], "disable_notification": false,
            ])
    }

    @Test func `every parameter reaches the request`() throws {
        let payload = try payload([
            "chat_id": "@backups", "message_thread_id": 7, "silent": true,
            "server": "http://localhost:8081/",
        ])
        #expect(payload.request.url.text == "http://localhost:8081/bot123456:ABC-def_1/sendMessage")
        #expect(payload.body["chat_id"] == "@backups")
        #expect(payload.body["message_thread_id"] == 7)
        #expect(payload.body["disable_notification"] == true)
    }

    @Test(arguments: HostileText.all)
    func `a text has at most 4096 units, and bold type ends within it`(hostile: HostileText) throws
    {
        let text = hostile.text
        let payload = try payload(
            [:], .sample(text: text, runName: text, error: text, results: [text: .string(text)]))
        let sent = try #require(payload.body["text"]?.string)
        let length = try #require(payload.body["entities"]?.array?.first?["length"]?.integer)
        #expect(sent.utf16.count <= 4096)
        // Telegram takes blanks off both ends, before it counts.
        #expect(sent.first?.isWhitespace == false)
        #expect(length > 0 && length <= Int64(sent.utf16.count))
        #expect(payload.body["parse_mode"] == nil)
    }

    @Test func `a bot that says too much is told how long to wait`() throws {
        let body = #"{"ok":false,"error_code":429,"parameters":{"retry_after":37}}"#
        #expect(try Payload.pause("telegram", Self.given, body) == .seconds(37))
        #expect(try Payload.pause("telegram", Self.given, #"{"ok":false}"#) == nil)
    }

    @Test func `no text about it shows the token, even of its own path`() throws {
        let channel = try RedactedChannel(
            ChannelConfiguration(
                kind: "telegram", parameters: ["chat_id": 1],
                secretParameters: ["token": "123456:ABC-def_1"]))
        for echo in ["/bot123456:ABC-def_1/sendMessage", "123456%3AABC-def_1", "ABC-def_1"] {
            let reply = HTTPReply(status: 404, body: Array("not found: \(echo)".utf8))
            let text = "\(channel.verdict(on: .http(reply))) \(channel.answer(in: .http(reply)))"
            #expect(!text.contains("ABC-def_1"), "\(text)")
        }
        #expect(channel.destination.text == "api.telegram.org:443")
    }

    @Test(
        arguments: [
            (["token": "123456"], "token"), (["token": ":abc"], "token"),
            (["token": "12a:abc"], "token"), (["token": "1:a/b"], "token"),
            (["token": "1:a:b"], "token"), (["chat_id": "backups"], "chat_id"),
            (["chat_id": "@"], "chat_id"), (["chat_id": true], "chat_id"),
            (["chat_id": "@a b"], "chat_id"), (["server": "telegram.org"], "server"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        var all = Self.given
        for (name, value) in parameters.members { all[name] = value }
        #expect(Payload.faults("telegram", all) == [path])
    }
}
