import Channels
import Domain
import Formats
import TestKit
import Testing

struct MatrixTests {
    private static let given: JSONObject = [
        "homeserver": "https://matrix.example.org/", "token": "syt_token",
        "room": "!a/b:example.org",
    ]

    private func payload(_ more: JSONObject = [:], _ message: Message? = nil) throws -> Payload {
        var parameters = Self.given
        for (name, value) in more.members { parameters[name] = value }
        return try Payload("matrix", parameters, message)
    }

    @Test func `a failed run is a notice that is put under the delivery's id`() throws {
        let payload = try payload()
        #expect(
            payload.request.url.text
                == "https://matrix.example.org/_matrix/client/v3/rooms/%21a%2Fb%3Aexample.org/send/"
                + "m.room.message/0195760d-7f00-7000-8000-000000000001.on-call")
        #expect(payload.request.method == .put)
        #expect(payload.header("Authorization") == "Bearer syt_token")
        #expect(
            payload.body == [
                "msgtype": "m.notice",
                "body": """
                ❌ Run failed: nightly-backup

                Run failed: the nightly backup

                ❌ nightly-backup: exit status 2
                """,
                "format": "org.matrix.custom.html",
                "formatted_body": """
                <strong>❌ Run failed: nightly-backup</strong><br><br>Run failed: the nightly \
                backup<br><br>❌ nightly-backup: exit status 2
                """,
                "m.mentions": [:],
            ])
    }

    @Test func `it may be a text as people send them`() throws {
        let payload = try payload(["message_type": "text", "verify_ssl": false])
        #expect(payload.body["msgtype"] == "m.text")
        #expect(!payload.request.verifyTLS)
    }

    @Test(arguments: HostileText.all)
    func `an event stays below 64 KiB, and texts are no markup`(hostile: HostileText) throws {
        let text = hostile.text
        let payload = try payload(
            [:], .sample(text: text, runName: text, error: text, results: [text: .string(text)]))
        // What the server puts around it has room too.
        #expect(payload.request.body.count <= 60 * 1024)
        let html = try #require(payload.body["formatted_body"]?.string)
        let own = html.replacing("<strong>", with: "").replacing("</strong>", with: "")
            .replacing("<br>", with: "")
        #expect(!own.contains("<") && !own.contains(">") && !own.contains("\""))
    }

    @Test func `a server that is asked too much says how long to wait in milliseconds`() throws {
        let body = #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#
        #expect(try Payload.pause("matrix", Self.given, body) == .milliseconds(2500))
        #expect(
            try Payload.pause("matrix", Self.given, "{}", [.init("Retry-After", "4")])
                == .seconds(4))
    }

    @Test(
        arguments: [
            (["homeserver": "matrix.org"], "homeserver"),
            (["homeserver": "https://u:p@matrix.org"], "homeserver"),
            (["room": "#name:example.org"], "room"), (["room": "!"], "room"),
            (["room": "!a b:c"], "room"), (["token": "a\nb"], "token"),
            (["message_type": "emote"], "message_type"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        var all = Self.given
        for (name, value) in parameters.members { all[name] = value }
        #expect(Payload.faults("matrix", all) == [path])
    }
}
