import Channels
import Domain
import Formats
import TestKit
import Testing

struct SlackBotTests {
    private static let token = "xoxb-1234-hidden-token"

    private static func channel(_ parameters: JSONObject = [:]) throws -> SlackChannel {
        var all: JSONObject = ["token": .string(token), "channel": "#ops"]
        for member in parameters.members { all[member.name] = member.value }
        return try SlackChannel(parameters: all)
    }

    private static func http(_ request: ChannelRequest) throws -> HTTPRequest {
        guard case .http(let request) = request.action else { throw NotHTTP() }
        return request
    }

    struct NotHTTP: Error {}

    private static func reply(
        _ body: String, status: Int = 200, headers: [HTTPHeader] = [], isCut: Bool = false
    ) -> ChannelReply {
        .http(
            HTTPReply(status: status, headers: headers, body: Array(body.utf8), bodyIsCut: isCut))
    }

    @Test func `a bot posts the blocks of a webhook to its channel`() throws {
        let message = try Message.sample()
        let request = try Self.http(Self.channel().request(for: message, at: .sampleNow))
        #expect(request.method == .post)
        #expect(request.url.text == "https://slack.com/api/chat.postMessage")
        #expect(
            request.headers == [
                .init("Content-Type", "application/json; charset=utf-8"),
                .init("Authorization", "Bearer \(Self.token)"),
            ])
        let body = try JSONValue(parsing: request.body)
        let webhook = try SlackTests.payload(message)
        #expect(body.object?.names == ["channel", "text", "blocks"])
        #expect(body["channel"] == "#ops")
        #expect(body["text"] == webhook["text"] && body["blocks"] == webhook["blocks"])
    }

    @Test func `a later message of the run is a reply, and a failure shows in the channel too`()
        throws
    {
        let channel = try Self.channel(["api": "http://127.0.0.1:8/api/"])
        let failed = try Self.http(
            channel.request(for: .sample(), continuing: "1503435956.000247", at: .sampleNow))
        #expect(failed.url.text == "http://127.0.0.1:8/api/chat.postMessage")
        let body = try JSONValue(parsing: failed.body)
        #expect(body["thread_ts"] == "1503435956.000247")
        #expect(body["reply_broadcast"] == true)
        let completed = try Message.sample(error: nil, state: "completed", occasion: .completed)
        let quiet = try JSONValue(
            parsing: Self.http(
                channel.request(for: completed, continuing: "1.2", at: .sampleNow)
            ).body)
        #expect(quiet["thread_ts"] == "1.2")
        #expect(quiet["reply_broadcast"] == nil)
    }

    @Test func `the thread is of the run, the channel and the bot`() throws {
        let message = try Message.sample()
        func key(_ parameters: JSONObject) throws -> MemoryKey? {
            try Self.channel(parameters).memoryKey(for: message.event, message.name)
        }
        let key = try #require(try key([:]))
        #expect(key.subject == .run(try #require(message.event.run)))
        #expect(try SlackBotTests.channel().memoryKey(for: message.event, Name("other")) == key)
        for other in [
            ["channel": "#dev"], ["token": "xoxb-other"], ["api": "https://other.example/api"],
        ] as [JSONObject] {
            let different = try Self.channel(other).memoryKey(for: message.event, message.name)
            #expect(different?.place != key.place)
        }
        for secret in [Self.token, "xoxb", "ops"] { #expect(!key.place.contains(secret)) }
        let webhook = try SlackChannel(parameters: ["webhook": "https://hooks.slack.com/s/x"])
        #expect(webhook.memoryKey(for: message.event, message.name) == nil)
    }

    @Test(arguments: [
        (#"{"ok":true,"channel":"C1","ts":"1503435956.000247"}"#, "1503435956.000247"),
        (#"{"ok":true,"ts":"1503435956"}"#, nil), (#"{"ok":true,"ts":"[secret].1"}"#, nil),
        (#"{"ok":true,"ts":17.5}"#, nil), ("ok", nil), ("", nil),
    ])
    func `of an answer the time stamp is remembered, if it is one`(
        body: String, expected: String?
    ) throws {
        #expect(try Self.channel().memory(in: Self.reply(body)) == expected)
    }

    @Test(arguments: [
        "ratelimited", "rate_limited", "fatal_error", "internal_error", "service_unavailable",
        "request_timeout", "message_limit_exceeded",
    ])
    func `what passes is tried again`(error: String) throws {
        let reply = Self.reply(
            #"{"ok":false,"error":"\#(error)"}"#, headers: [.init("Retry-After", "30")])
        #expect(
            try Self.channel().verdict(on: reply)
                == .retry(after: .seconds(30), reason: "slack.com:443 answered \(error)"))
    }

    @Test(arguments: [
        ("invalid_auth", "copy the bot token"), ("token_revoked", "install the app again"),
        ("channel_not_found", "invite the bot"), ("not_in_channel", "invite it there"),
        ("is_archived", "name another one"), ("msg_too_long", "answered msg_too_long"),
        ("a word nobody knows", "answered a word nobody knows"),
    ])
    func `any other error is final, and says what to do`(error: String, words: String) throws {
        let reply = Self.reply(#"{"ok":false,"error":"\#(error)"}"#)
        guard case .rejected(let reason) = try Self.channel().verdict(on: reply) else {
            Issue.record("not final")
            return
        }
        #expect(reason.hasPrefix("slack.com:443 answered \(error)"))
        #expect(reason.contains(words))
    }

    @Test func `a missing scope is named`() throws {
        let reply = Self.reply(
            #"{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"x"}"#)
        guard case .rejected(let reason) = try Self.channel().verdict(on: reply) else {
            Issue.record("not final")
            return
        }
        #expect(reason.hasSuffix("install the app again: chat:write"))
    }

    @Test func `what is not the interface has not taken the message`() throws {
        let channel = try Self.channel()
        for body in ["<html>Log in</html>", "", "[]", #"{"ok":"yes"}"#] {
            guard case .retry(nil, let reason) = channel.verdict(on: Self.reply(body)) else {
                Issue.record("\(body) was taken for an answer")
                continue
            }
            #expect(reason.contains("not as Slack's interface does"))
        }
        #expect(channel.verdict(on: Self.reply(#"{"ok":true}"#)) == .delivered)
        #expect(
            channel.verdict(on: Self.reply(#"{"ok":true,"message":{"#, isCut: true)) == .delivered)
    }

    @Test(arguments: [
        ("thread_not_found", true), ("message_not_found", true), ("channel_not_found", false),
    ])
    func `a thread that is gone is known by its error`(error: String, isGone: Bool) throws {
        let reply = Self.reply(#"{"ok":false,"error":"\#(error)"}"#)
        #expect(try Self.channel().isGone(reply) == isGone)
    }

    @Test func `the token shows in no text about the channel`() throws {
        let channel = try RedactedChannel(
            ChannelConfiguration(
                kind: "slack", parameters: ["channel": "#ops"],
                secretParameters: ["token": .string(Self.token)]))
        let bodies = [
            "Bearer \(Self.token) is unknown", #"{"ok":false,"error":"\#(Self.token)"}"#,
            #"{"ok":false,"error":"missing_scope","needed":"\#(Self.token)"}"#,
        ]
        for body in bodies {
            for status in [200, 403, 503] {
                let reply = Self.reply(body, status: status)
                #expect(!"\(channel.verdict(on: reply))".contains("hidden-token"))
                #expect(!channel.answer(in: reply).text.contains("hidden-token"))
            }
        }
        let place = channel.memoryKey(for: try Message.sample().event, try Name("on-call"))?.place
        #expect(place?.isEmpty == false)
        let told = Self.reply(#"{"ok":true,"ts":"1503435956.000247"}"#)
        #expect(channel.memory(in: told) == "1503435956.000247")
        #expect(channel.isGone(Self.reply(#"{"ok":false,"error":"thread_not_found"}"#)))
    }

    static let wrong: [(JSONObject, [String])] = [
        ([:], ["webhook"]), (["token": "xoxb-1"], ["channel"]), (["channel": "#a"], ["token"]),
        (["webhook": "https://h.example/", "token": "x", "channel": "#a"], ["token", "channel"]),
        (["webhook": "https://h.example/", "channel": "#a"], ["channel"]),
        (["token": "x y", "channel": "#a"], ["token"]),
        (["token": "x\n", "channel": "#a"], ["token"]),
        (["token": "x", "channel": "a b"], ["channel"]),
        (["token": "x", "channel": "a\u{202E}b"], ["channel"]),
        (["token": "x", "channel": "#a", "api": "http://slack.example/api"], ["api"]),
        (["token": "x", "channel": "#a", "api": "https://slack.example/?x"], ["api"]),
    ]

    @Test(arguments: wrong)
    func `either a webhook, or a token with a channel`(parameters: JSONObject, paths: [String]) {
        let errors = #expect(throws: ParameterErrors.self) {
            try SlackChannel(parameters: parameters)
        }
        #expect(errors?.faults.map(\.path) == paths)
    }

    @Test func `what is missing says what else would do`() {
        let errors = #expect(throws: ParameterErrors.self) { try SlackChannel(parameters: [:]) }
        #expect(
            errors?.description.hasPrefix(#"webhook: is missing, or "token" and "channel": "#)
                == true)
    }
}
