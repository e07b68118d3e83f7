import Channels
import Domain
import Formats
import TestKit
import Testing

struct WorkplaceTests {
    private static func channel(_ parameters: JSONObject = [:]) throws -> WorkplaceChannel {
        var all: JSONObject = ["group_id": 4711, "access_token": "hidden-token"]
        for member in parameters.members { all[member.name] = member.value }
        return try WorkplaceChannel(parameters: all)
    }

    private static func request(
        _ message: Message, _ parameters: JSONObject = [:]
    ) throws -> HTTPRequest {
        let request = try channel(parameters).request(for: message, at: .sampleNow)
        guard case .http(let http) = request.action else { throw NotHTTP() }
        return http
    }

    struct NotHTTP: Error {}

    @Test func `a post has the message, the run and where to read more, and the token in a header`()
        throws
    {
        let request = try Self.request(
            .sample(text: "one\n*two* <b>", error: "exit status 2", results: ["a": 1, "b": "x"]))
        #expect(request.method == .post)
        #expect(request.url.text == "https://graph.facebook.com/v14.0/4711/feed")
        #expect(
            request.headers == [
                .init("Content-Type", "application/json"),
                .init("Authorization", "Bearer hidden-token"),
            ])
        #expect(
            try JSONValue(parsing: request.body) == [
                "message": """
                [error] Run failed: one
                *two* <b>

                Name: nightly-backup
                Run: 0195760d-7f00-7000-8000-000000000002
                State: error
                Reason: exit status 2
                Results:
                a = 1
                b = x

                Details: notifyctl show-run 0195760d-7f00-7000-8000-000000000002
                Logs: notifyctl logs 0195760d-7f00-7000-8000-000000000002
                """
            ])
    }

    @Test func `the interface can be another one`() throws {
        let request = try Self.request(
            .sample(), ["api": "https://graph.example/w/", "version": "v21.0"])
        #expect(request.url.text == "https://graph.example/w/v21.0/4711/feed")
    }

    @Test(arguments: HostileText.all)
    func `a post is never longer than Workplace takes`(hostile: HostileText) throws {
        let text = hostile.text
        var results: JSONObject = [:]
        for number in 0..<12 { results["\(number)\(text)"] = .string(text) }
        let request = try Self.request(
            .sample(
                text: text, runName: text, error: text, results: results,
                links: ["details": .string(text), "logs": .string("https://a.example/\(text)")]))
        let post = try #require(try JSONValue(parsing: request.body)["message"]?.string)
        #expect(post.utf16.count <= 63_206)
        if text.utf16.count > 20_000 { #expect(post.contains("…")) }
    }

    @Test(arguments: [
        (#"{"error":{"message":"Try later","code":2}}"#, 400, true),
        (#"{"error":{"message":"x","code":100,"is_transient":true}}"#, 400, true),
        (#"{"error":{"message":"too many calls","code":613}}"#, 400, true),
        (#"{"error":{"message":"Invalid OAuth token","code":190}}"#, 400, false),
        (#"{"error":"no"}"#, 400, false), ("words", 400, false), ("", 403, false),
        (#"{"error":{"code":4}}"#, 429, true),
    ])
    func `an error that passes is tried again, with whatever status`(
        body: String, status: Int, isRetried: Bool
    ) throws {
        let reply = HTTPReply(status: status, body: Array(body.utf8))
        switch (try Self.channel().verdict(on: .http(reply)), isRetried) {
        case (.retry(nil, let reason), true), (.rejected(let reason), false):
            #expect(reason.hasPrefix("graph.facebook.com:443 answered \(status)"))
        case (let verdict, _): Issue.record("\(verdict)")
        }
    }

    @Test(
        arguments: [
            (["group_id": 0], "group_id"), (["access_token": "a b"], "access_token"),
            (["access_token": "a\r\nX: y"], "access_token"), (["version": "14"], "version"),
            (["version": "v14.0/../x"], "version"), (["api": "http://graph.example"], "api"),
            (["api": "nowhere"], "api"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        let errors = #expect(throws: ParameterErrors.self) { try Self.channel(parameters) }
        #expect(errors?.faults.map(\.path) == [path])
    }
}
