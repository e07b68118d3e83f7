import Channels
import Domain
import Formats
import TestKit
import Testing

struct GitTests {
    private static func channel(_ parameters: JSONObject = [:]) throws -> GitChannel {
        var all: JSONObject = ["repo": "owner/name", "token": "hidden-token"]
        for member in parameters.members { all[member.name] = member.value }
        if all["issue"] == nil, all["merge_request"] == nil { all["issue"] = 7 }
        return try GitChannel(parameters: all)
    }

    static func request(
        _ parameters: JSONObject = [:], continuing memory: String? = nil, _ message: Message? = nil
    ) throws -> HTTPRequest {
        let channel = try channel(parameters)
        let message = try message ?? .sample()
        let request =
            if let memory {
                try channel.request(for: message, continuing: memory, at: .sampleNow)
            } else {
                try channel.request(for: message, at: .sampleNow)
            }
        guard case .http(let http) = request.action else { throw NotHTTP() }
        return http
    }

    struct NotHTTP: Error {}

    static func comment(_ message: Message) throws -> String {
        let body = try JSONValue(parsing: request([:], message).body)
        #expect(body.object?.names == ["body"])
        return body["body"]?.string ?? ""
    }

    private static func request(
        _ parameters: JSONObject, _ message: Message
    ) throws -> HTTPRequest { try request(parameters, continuing: nil, message) }

    static let github: [HTTPHeader] = [
        .init("Content-Type", "application/json"),
        .init("Accept", "application/vnd.github+json"),
        .init("X-GitHub-Api-Version", "2022-11-28"),
        .init("Authorization", "Bearer hidden-token"),
    ]
    static let gitlab: [HTTPHeader] = [
        .init("Content-Type", "application/json"), .init("PRIVATE-TOKEN", "hidden-token"),
    ]
    static let gitea: [HTTPHeader] = [
        .init("Content-Type", "application/json"), .init("Accept", "application/json"),
        .init("Authorization", "token hidden-token"),
    ]

    static let places: [(JSONObject, String, [HTTPHeader])] = [
        ([:], "https://api.github.com/repos/owner/name/issues/7/comments", github),
        (
            ["merge_request": 9], "https://api.github.com/repos/owner/name/issues/9/comments",
            github
        ),
        (
            ["issue": 7, "merge_request": 9],
            "https://api.github.com/repos/owner/name/issues/7/comments", github
        ),
        (
            ["server": "github.com"], "https://api.github.com/repos/owner/name/issues/7/comments",
            github
        ),
        (
            ["server": "api.github.com"],
            "https://api.github.com/repos/owner/name/issues/7/comments", github
        ),
        (
            ["server": "git.example.com:8443"],
            "https://git.example.com:8443/api/v3/repos/owner/name/issues/7/comments", github
        ),
        (
            ["server": "https://git.example.com/api/v3/"],
            "https://git.example.com/api/v3/repos/owner/name/issues/7/comments", github
        ),
        (
            ["server": "api.acme.ghe.com"],
            "https://api.acme.ghe.com/repos/owner/name/issues/7/comments", github
        ),
        (
            ["gitlab": true], "https://gitlab.com/api/v4/projects/owner%2Fname/issues/7/notes",
            gitlab
        ),
        (
            ["service": "gitlab", "repo": "a/b/c.d", "merge_request": 3],
            "https://gitlab.com/api/v4/projects/a%2Fb%2Fc.d/merge_requests/3/notes", gitlab
        ),
        (
            ["gitlab": true, "issue": 7, "merge_request": 9, "repo": "4711"],
            "https://gitlab.com/api/v4/projects/4711/merge_requests/9/notes", gitlab
        ),
        (
            ["server": "http://gitlab.example.com:8080/git"],
            "http://gitlab.example.com:8080/git/api/v4/projects/owner%2Fname/issues/7/notes",
            gitlab
        ),
        (
            ["server": "https://code.example.com/api/v4", "gitlab": true],
            "https://code.example.com/api/v4/projects/owner%2Fname/issues/7/notes", gitlab
        ),
        (
            ["server": "gitlab.example.com", "gitlab": false],
            "https://gitlab.example.com/api/v3/repos/owner/name/issues/7/comments", github
        ),
        (
            ["server": "codeberg.org"],
            "https://codeberg.org/api/v1/repos/owner/name/issues/7/comments", gitea
        ),
        (
            ["server": "http://127.0.0.1:3000/sub", "service": "gitea"],
            "http://127.0.0.1:3000/sub/api/v1/repos/owner/name/issues/7/comments", gitea
        ),
        (
            ["server": "code.example.com", "service": "forgejo", "merge_request": 2],
            "https://code.example.com/api/v1/repos/owner/name/issues/2/comments", gitea
        ),
    ]

    @Test(arguments: places)
    func `every service is asked at its address, with its headers`(
        parameters: JSONObject, url: String, headers: [HTTPHeader]
    ) throws {
        let request = try Self.request(parameters)
        #expect(request.method == .post)
        #expect(request.url.text == url)
        #expect(request.headers == headers)
    }

    @Test(
        arguments: [
            ([:], .patch, "https://api.github.com/repos/owner/name/issues/comments/55"),
            (
                ["gitlab": true, "merge_request": 9], .put,
                "https://gitlab.com/api/v4/projects/owner%2Fname/merge_requests/9/notes/55"
            ),
            (
                ["server": "gitea.example.com"], .patch,
                "https://gitea.example.com/api/v1/repos/owner/name/issues/comments/55"
            ),
        ] as [(JSONObject, HTTPMethod, String)])
    func `an earlier comment is edited at its own address`(
        parameters: JSONObject, method: HTTPMethod, url: String
    ) throws {
        let request = try Self.request(parameters, continuing: "55")
        #expect(request.method == method)
        #expect(request.url.text == url)
        #expect(request.body == (try Self.request(parameters).body))
        #expect(request.headers == (try Self.request(parameters).headers))
    }

    @Test func `a comment has the message, a table of runs, and where to read more`() throws {
        let message = try Message.sample(
            text: "one\n\ntwo <b>", error: "a | b\nc", links: .samplePages)
        #expect(
            try Self.comment(message) == """
                **\\[error\\] on-call: Run failed: one**

                two \\<b\\>

                | Name | Run | State | Result |
                | --- | --- | --- | --- |
                | nightly-backup | 0195760d-7f00-7000-8000-000000000002 | error | a \\| b c |

                [Details](https://runs.example/r?id=1&a=%28b%29|c) · [Logs](https://logs.example/r/1)

                _2025-03-08 12:00:00 UTC_
                """)
        #expect(
            try Self.comment(.sample()).contains(
                "Details: `notifyctl show-run 0195760d-7f00-7000-8000-000000000002` · Logs: `"))
    }

    @Test(arguments: [
        ("ask @root", "ask \\@&#8203;root"), ("see #12", "see \\#&#8203;12"),
        ("!7 %3 $2 &9 ~bug", "!&#8203;7 %&#8203;3 \\$&#8203;2 \\&&#8203;9 \\~&#8203;bug"),
        ("done! 50% of it", "done! 50% of it"), ("/close", "&#47;close"),
        ("  /close", "\u{A0}\u{A0}&#47;close"), ("- item", "\\- item"), ("12. x", "12\\. x"),
        ("a-b/c 1.5", "a-b/c 1.5"), ("    code", "\u{A0}\u{A0}\u{A0}\u{A0}code"),
        ("===", "\\==="), ("snake_case *x*", "snake\\_case \\*x\\*"),
        ("![x](http://y)", "!\\[x\\](http://y)"), ("```", "\\`\\`\\`"),
    ])
    func `nobody is called, nothing referred to and no command given`(
        text: String, expected: String
    ) throws {
        let comment = try Self.comment(.sample(text: "first\n\(text)"))
        #expect(comment.split(separator: "\n\n", omittingEmptySubsequences: false)[1] == expected)
    }

    @Test(arguments: HostileText.all)
    func `a comment is never longer than the shortest bound of a service`(
        hostile: HostileText
    ) throws {
        let text = hostile.text
        let comment = try Self.comment(
            .sample(
                text: text, runName: text, error: text, results: [text: .string(text)],
                links: ["details": .string(text), "logs": .string("https://a.example/\(text)")]))
        #expect(comment.utf16.count <= 65_536)
        let words = text.split(whereSeparator: \.isNewline).joined()
        if words.utf16.count > 50_000 { #expect(comment.contains("…")) }
    }

    @Test func `only with update a comment is remembered, by schedule, notification and place`()
        throws
    {
        let message = try Message.sample()
        #expect(try Self.channel().memoryKey(for: message.event, message.name) == nil)
        func key(_ parameters: JSONObject, _ name: String = "on-call") throws -> MemoryKey? {
            var parameters = parameters
            parameters["update"] = true
            return try Self.channel(parameters).memoryKey(for: message.event, Name(name))
        }
        let known = try #require(try key([:]))
        #expect(known.subject == .schedule(message.event.key))
        #expect(try key(["token": "another-token"]) == known)
        #expect(try key([:], "other") != known)
        for other in [["issue": 8], ["repo": "owner/other"], ["gitlab": true]] as [JSONObject] {
            #expect(try key(other) != known)
        }
    }

    @Test(arguments: [
        (#"{"id":55,"body":"x"}"#, "55"), (#"{"id":"55"}"#, nil), (#"{"id":0}"#, nil),
        (#"{"id":-1}"#, nil), (#"{"id":1e3}"#, nil), ("[]", nil), ("<html>", nil),
    ])
    func `of an answer the comment's number is remembered`(body: String, expected: String?) throws {
        let reply = HTTPReply(status: 201, body: Array(body.utf8))
        #expect(try Self.channel().memory(in: .http(reply)) == expected)
    }

    static let refusals: [([HTTPHeader], String, Duration?)] = [
        ([], "Resource not accessible", nil),
        ([.init("Retry-After", "60")], "", .seconds(60)),
        (
            [.init("X-RateLimit-Remaining", "0"), .init("X-RateLimit-Reset", "1741435300")], "",
            .seconds(100)
        ),
        (
            [.init("x-ratelimit-remaining", "0"), .init("x-ratelimit-reset", "1741435100")], "",
            .zero
        ),
        (
            [.init("x-ratelimit-remaining", "0"), .init("x-ratelimit-reset", "\(Int64.max)")], "",
            .seconds(24 * 3600)
        ),
        ([.init("x-ratelimit-remaining", "0")], "", .seconds(60)),
        ([.init("x-ratelimit-remaining", "12")], "", nil),
        ([], #"{"message":"You have exceeded a secondary rate limit."}"#, .seconds(60)),
    ]

    @Test(arguments: refusals, [403, 429])
    func `GitHub's limits are waited for, whatever their status`(
        refusal: ([HTTPHeader], String, Duration?), status: Int
    ) throws {
        let (headers, body, pause) = refusal
        let reply = ChannelReply.http(
            HTTPReply(
                status: status, headers: headers, body: Array(body.utf8),
                receivedAt: Timestamp.sampleNow.seconds))
        let channel = try Self.channel(["update": true])
        switch (channel.verdict(on: reply), pause) {
        case (.retry(let asked?, let reason), let pause?):
            #expect(asked == pause)
            #expect(reason.hasPrefix("api.github.com:443 answered \(status)"))
        case (.rejected, nil): #expect(status == 403)
        case (.retry(nil, _), nil): #expect(status == 429)
        case (let verdict, _): Issue.record("\(verdict)")
        }
        #expect(channel.isGone(reply) == (status == 403 && pause == nil))
    }

    @Test func `a limit of GitHub's means nothing elsewhere`() throws {
        let reply = HTTPReply(status: 403, headers: [.init("x-ratelimit-remaining", "0")])
        guard case .rejected = try Self.channel(["gitlab": true]).verdict(on: .http(reply)) else {
            Issue.record("tried again")
            return
        }
    }

    @Test(arguments: [
        (404, true), (410, true), (403, true), (401, false), (200, false), (500, false),
    ])
    func `an earlier comment that is gone or another's is left`(status: Int, isGone: Bool) throws {
        let reply = ChannelReply.http(HTTPReply(status: status))
        #expect(try Self.channel(["gitlab": true]).isGone(reply) == isGone)
    }

    static let wrong: [(JSONObject, [String])] = [
        (["issue": 0], ["issue"]), (["merge_request": -1], ["merge_request"]),
        (["repo": "name"], ["repo"]), (["repo": "a/b/c"], ["repo"]), (["repo": "a//b"], ["repo"]),
        (["repo": "../x"], ["repo"]), (["repo": "a/b c"], ["repo"]),
        (["repo": "https://github.com/a/b"], ["repo"]),
        (["repo": "name", "gitlab": true], ["repo"]),
        (["service": "svn"], ["service"]), (["service": "gitea"], ["server"]),
        (["service": "github", "gitlab": true], ["gitlab"]),
        (["server": "ftp://x"], ["server"]), (["server": "https://me:x@git.example"], ["server"]),
        (["server": "git.example?x"], ["server"]), (["token": "a b"], ["token"]),
        (["token": "a\r\nb"], ["token"]),
    ]

    @Test(arguments: wrong)
    func `what cannot work is refused with its place`(parameters: JSONObject, paths: [String]) {
        let errors = #expect(throws: ParameterErrors.self) { try Self.channel(parameters) }
        #expect(errors?.faults.map(\.path) == paths)
    }

    @Test func `an issue or a merge request must be named`() {
        let errors = #expect(throws: ParameterErrors.self) {
            try GitChannel(parameters: ["repo": "a/b", "token": "t"])
        }
        #expect(errors?.faults.map(\.path) == ["issue"])
        #expect(
            errors?.description.hasPrefix(#"issue: is missing, or "merge_request": "#) == true)
    }
}
