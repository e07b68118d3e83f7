import Channels
import Domain
import Formats
import TestKit
import Testing

struct MailTests {
    private static func faults(_ parameters: JSONObject) -> [String] {
        var all: JSONObject = ["to": "ops@example.org"]
        for (name, value) in parameters.members { all[name] = value }
        return ChannelTable.faults(kind: "mail", parameters: all).map {
            "\($0.path): \($0.message)"
        }
    }

    private static func request(_ parameters: JSONObject) throws -> MailRequest {
        var all: JSONObject = ["to": "ops@example.org", "from": "notifyd@example.org"]
        for (name, value) in parameters.members { all[name] = value }
        return try ChannelSample.mailRequest(all)
    }

    private static func server(_ parameters: JSONObject) throws -> MailServer? {
        if case .server(let server) = try request(parameters).route { server } else { nil }
    }

    @Test(arguments: [
        "a@example.org", "a.b+c@sub.example.org", "\"a b\"@example.org", "x@[192.0.2.1]",
        "x@[IPv6:2001:db8::1]", "jürgen@example.org", "o'neil@example.org", "a@localhost",
        "=?x?=@example.org",
    ])
    func `an address is taken as it is`(text: String) throws {
        let address = try MailAddress(text)
        #expect(address.text == text)
        #expect(address.needsUTF8 == text.hasPrefix("j"))
    }

    @Test(arguments: [
        ("", "has no @"), ("ops", "has no @"), ("@example.org", "has nothing before its @"),
        ("a@", "has nothing behind its @"), ("a b@example.org", "that no address has"),
        ("a..b@example.org", "that no address has"), ("a@b@example.org", "that no address has"),
        ("-oQ@example.org", "begins with -"), ("a@exa mple.org", "that is no domain"),
        ("a@-x.org", "that is no domain"), ("a@x..org", "that is no domain"),
        ("a@[192.0.2.1", "no valid IP address"), ("a@[x]", "no valid IP address"),
        ("a\r\nBcc: x@example.org", "that no address has"), ("a>@example.org", "no address has"),
        ("a\u{202E}b@example.org", "that no address has"), ("\"a\"b\"@example.org", "no address"),
        (String(repeating: "a", count: 65) + "@example.org", "more than 64 bytes before"),
        ("a@" + String(repeating: "abcdefg.", count: 40) + "org", "longer than 253 bytes"),
        ("\"\r\n\"@example.org", "that no address has"), ("a@example.org\r\nX: y", "no domain"),
    ])
    func `what is no address is refused with the reason`(text: String, reason: String) {
        let problem = #expect(throws: MailAddress.Problem.self) { try MailAddress(text) }
        #expect(problem?.clause.contains(reason) == true, "\(problem?.clause ?? "")")
    }

    @Test func `lists and texts with commas mean the same, and nobody gets it twice`() throws {
        let texts: [JSONValue] = [
            "Ops <a@example.org>, \"Doe, Jane\" <b@example.org>,c@example.org , a@example.org",
            [
                "Ops <a@example.org>", "\"Doe, Jane\" <b@example.org>",
                "c@example.org,a@example.org",
            ],
        ]
        for text in texts {
            let request = try Self.request(["to": text])
            #expect(
                request.recipients.map(\.text)
                    == ["a@example.org", "b@example.org", "c@example.org"])
        }
    }

    @Test(
        arguments: [
            (
                ["to": "nobody", "server": "x"],
                "to: has \"nobody\", which is no address: it has no @"
            ),
            (["to": []], "to: is missing: "), (["to": " , "], "to: names no address"),
            (["to": [5]], "to: must be a text or a list of texts, not a list"),
            (["cc": "a@"], "cc: has \"a@\", which is no address: it has nothing behind its @"),
            (["server": "http://x"], "server: is no usable server: it must start with smtp://"),
            (["server": "smtp://me:pw@x"], "the user belongs into username"),
            (["server": "x y"], "contains a blank"), (["server": "x:0"], "has a port that is not"),
            (["server": "x", "username": "me"], "password: is missing beside \"username\""),
            (["server": "x", "password": "me"], "username: is missing beside \"password\""),
            (["server": "x", "tls": "maybe"], "tls: must be one of required, opportunistic, none"),
            (["server": "smtps://x", "tls": "none"], "tls: must be required with smtps"),
            (
                ["server": "x", "username": "a", "password": "b", "tls": "opportunistic"],
                "tls: must be required beside a password"
            ),
            (["server": "x", "ca_file": "ca.pem"], "ca_file: must be an absolute path"),
            (["tls": "none"], "tls: says something of a server, and there is none"),
            (["password": "secret"], "password: says something of a server, and there is none"),
            (["headers": ["Bcc": "x@example.org"]], "headers.Bcc: cannot be set"),
            (["headers": ["X-Notifyd-Run": "x"]], "headers.X-Notifyd-Run: cannot be set"),
            (["headers": ["X-A": "x\r\nBcc: y"]], "headers.X-A: has a line break"),
            (["headers": ["X-A\r\nBcc": "y"]], "headers: cannot be set"),
            (["headers": ["X-A": 5]], "headers.X-A: must be a text"),
            (["subject_prefix": "a\nb"], "subject_prefix: has a line break"),
            (["server": "x", "username": "a\r\nb", "password": "c"], "username: has a line break"),
            (
                ["to": .string((0..<101).map { "a\($0)@example.org" }.joined(separator: ","))],
                "to: leads to 101 recipients"
            ),
        ] as [(JSONObject, String)])
    func `what is wrong with the parameters is said`(parameters: JSONObject, message: String) {
        let faults = Self.faults(parameters)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }

    @Test(
        arguments: [
            ("smtp://mail.example.org", 25, .required), ("mail.example.org:2525", 2525, .required),
            ("smtps://Mail.Example.org/", 465, .implicit), ("mail.example.org:465", 465, .implicit),
            ("smtp://mail.example.org:465", 465, .required), ("localhost", 25, .opportunistic),
            ("[::1]:26", 26, .opportunistic), ("127.0.0.1", 25, .opportunistic),
        ] as [(String, UInt16, MailServer.Security)])
    func `the server's text decides port and encryption`(
        text: String, port: UInt16, security: MailServer.Security
    ) throws {
        let server = try #require(try Self.server(["server": .string(text)]))
        #expect(server.port == port && server.security == security)
        #expect(server.verifyTLS == (security != .opportunistic))
    }

    @Test func `who logs in does it where mails are handed in, and encrypted`() throws {
        let server = try #require(
            try Self.server(["server": "localhost", "username": "me", "password": "pw"]))
        #expect(server.port == 587 && server.security == .required && server.verifyTLS)
        #expect(server.login == MailServer.Login(user: "me", password: "pw"))
        let plain = try Self.server([
            "server": "localhost", "username": "me", "password": "pw", "tls": "none",
        ])
        #expect(plain?.security == MailServer.Security.none)
    }

    @Test func `a user name that is an address is whose mail it is`() throws {
        let login: JSONObject = [
            "to": "a@example.org", "server": "x", "username": "me@example.org", "password": "pw",
        ]
        #expect(try ChannelSample.mailRequest(login).sender?.address.text == "me@example.org")
        #expect(try ChannelSample.mailRequest(["to": "root"]).sender == nil)
    }

    @Test func `mailboxes of this machine are for its own mail system`() throws {
        #expect(
            try Self.request(["to": "root, ops@example.org"]).recipients.map(\.text)
                == ["root", "ops@example.org"])
        #expect(Self.faults(["to": "root", "server": "x"]).first?.contains("it has no @") == true)
    }

    @Test func `destinations are servers, and the local mail system is one`() throws {
        func destination(_ parameters: JSONObject) throws -> Destination {
            var all: JSONObject = ["to": "a@example.org"]
            for (name, value) in parameters.members { all[name] = value }
            return try ChannelTable.channel(kind: "mail", parameters: all).destination
        }
        let server = try destination(["server": "smtp://a.example:26"])
        #expect(server.key == "smtp://a.example:26" && server.text == "a.example:26")
        #expect(
            try destination(["server": "A.example:26", "to": "b@example.org"]).key == server.key)
        #expect(try destination([:]).key == "sendmail")
    }

    @Test func `texts that are too long are cut, and a remark says so`() throws {
        let channel = try ChannelTable.channel(
            kind: "mail",
            parameters: ["to": "a@example.org", "from": "b@example.org", "subject_prefix": "[p]"])
        let long = String(repeating: "word ", count: 20_000)
        let request = try channel.request(for: .sample(text: long), at: .sampleNow)
        #expect(
            request.remarks == ["its text was cut to 50000 characters, which is all a mail has"])
        guard case .mail(let mail) = request.action else {
            Issue.record("no mail")
            return
        }
        #expect(mail.content.text.contains("word…\n"))
        #expect(mail.content.subject.hasPrefix("[p] Run failed: nightly-backup"))
        #expect(try channel.request(for: .sample(), at: .sampleNow).remarks == [])
    }

    @Test(
        arguments: [
            (0, nil), (75, true), (69, true), (71, true), (78, true), (1, true), (64, false),
            (65, false), (67, false), (77, false),
        ] as [(Int32, Bool?)])
    func `exit statuses of sendmail have their verdicts`(status: Int32, isRetried: Bool?) throws {
        let channel = try ChannelTable.channel(kind: "mail", parameters: ["to": "root"])
        let verdict = channel.verdict(
            on: .program(
                ProgramReply(
                    program: "sendmail", ending: .exited(status), output: "sendmail: a\nb")))
        let reason = "sendmail ended with exit status \(status): sendmail: a b"
        switch isRetried {
        case nil: #expect(verdict == .delivered)
        case true?: #expect(verdict == .retry(after: nil, reason: reason))
        case false?: #expect(verdict == .rejected(reason: reason))
        }
    }

    @Test(arguments: SMTPReply.Step.allCases)
    func `every answer of a server has its verdict`(step: SMTPReply.Step) throws {
        let sample = try #require(ChannelSample.all.first { $0.kind == "mail" })
        let channel = try sample.redactedChannel()
        for status in 100...999 {
            let reply = SMTPReply(step: step, status: status, text: "4.3.2 hidden-password")
            switch (status, channel.verdict(on: .smtp(reply))) {
            case (200..<300, .delivered): #expect(step == .message)
            case (500..<600, .rejected(let reason)), (_, .retry(nil, let reason)):
                #expect(!(500..<600).contains(status) || "\(reason)".contains("answered \(status)"))
                #expect(reason.hasPrefix("127.0.0.1:9 answered \(status) to the "), "\(reason)")
                #expect(reason.contains("4.3.2 [secret]"))
            case (_, let verdict): Issue.record("\(status): \(verdict)")
            }
        }
    }

    @Test func `a server that sends the login back shows no password`() throws {
        let sample = try #require(ChannelSample.all.first { $0.kind == "mail" })
        let channel = try sample.redactedChannel()
        // base64 of the password, and of the whole of AUTH PLAIN.
        for echo in ["aGlkZGVuLXBhc3N3b3Jk", "AG1lAGhpZGRlbi1wYXNzd29yZA==", "hidden-password"] {
            let reply = ChannelReply.smtp(
                SMTPReply(
                    step: .login, status: 535, text: "unknown: \(echo)",
                    refusals: [.init(recipient: "a@b", status: 550, text: echo)]))
            #expect(!"\(channel.verdict(on: reply))".contains(echo))
            #expect(channel.answer(in: reply) == Answer(status: 535, text: "unknown: [secret]"))
        }
    }
}
