import Channels
import Domain
import Formats
import TestKit
import Testing

struct IRCTests {
    private static let usual: JSONObject = ["server": "irc.example.org", "to": "#ops"]

    private static func request(
        _ further: JSONObject = [:], for message: Message? = nil
    ) throws -> (request: IRCRequest, remarks: [String]) {
        var parameters = usual
        for (name, value) in further.members { parameters[name] = value }
        let request = try IRCChannel(parameters: parameters).request(
            for: message ?? .sample(), at: .sampleNow)
        guard case .irc(let irc) = request.action else {
            throw UnsendableMessage("it is not sent over IRC")
        }
        return (irc, request.remarks)
    }

    private static func faults(_ further: JSONObject) -> [String] {
        var parameters = usual
        for (name, value) in further.members { parameters[name] = value }
        return ChannelTable.faults(kind: "irc", parameters: parameters).map {
            "\($0.path): \($0.message)"
        }
    }

    @Test(
        arguments: [
            ("irc.example.org", "irc.example.org:6697", true),
            ("ircs://irc.example.org:7000/", "irc.example.org:7000", true),
            ("irc://IRC.example.org", "irc.example.org:6667", false), ("[::1]", "[::1]:6697", true),
        ])
    func `a server is a host with TLS, unless its scheme says otherwise`(
        text: String, place: String, usesTLS: Bool
    ) throws {
        let server = try Self.request(["server": .string(text)]).request.server
        #expect(server.hostAndPort == place && server.usesTLS == usesTLS)
        #expect(server.nick == "notifyd" && server.login == .none && server.verifyTLS)
    }

    @Test func `a password is the server's, or that of an account`() throws {
        let password: JSONObject = ["password": "hidden"]
        #expect(try Self.request(password).request.server.login == .server(password: "hidden"))
        let account: JSONObject = ["password": "hidden", "account": "backup"]
        #expect(
            try Self.request(account).request.server.login
                == .account(name: "backup", password: "hidden"))
        let channel = try IRCChannel(
            parameters: ["server": "h", "to": "#a", "password": "hidden", "account": "me"])
        #expect(channel.derivedSecrets == ["bWUAbWUAaGlkZGVu"])
    }

    @Test func `channels and users are told apart, and named once`() throws {
        let request = try Self.request(["to": ["#ops, alice", "#OPS", "&local"], "key": "let-me"])
            .request
        #expect(request.targets.map(\.name) == ["#ops", "alice", "&local"])
        #expect(request.targets.map(\.isChannel) == [true, false, true])
        #expect(request.targets.map(\.key) == ["let-me", nil, "let-me"])
    }

    @Test(
        arguments: [
            (["to": "#a\r\nQUIT"], "to"), (["to": "9lives"], "to"), (["to": "#a:b"], "to"),
            (["to": ","], "to"), (["to": "alice", "key": "k"], "key"),
            (["key": "a b"], "key"), (["nick": "a b"], "nick"), (["nicks": ["a\nb"]], "nicks"),
            (["nicks": [.string(String(repeating: "a", count: 101))]], "nicks"),
            (["password": "a\nb"], "password"), (["password": ":a"], "password"),
            (["account": "me"], "password"), (["server": "irc.example.org/#ops"], "server"),
            (["server": "http://irc.example.org"], "server"),
            (["server": "ircs://h", "tls": false], "tls"), (["ca_file": "a.pem"], "ca_file"),
        ] as [(JSONObject, String)])
    func `what cannot be is refused with its parameter`(further: JSONObject, path: String) {
        let faults = Self.faults(further)
        #expect(faults.first?.hasPrefix("\(path): ") == true, "\(faults)")
    }

    @Test(
        arguments: [
            (Occasion.completed, Severity.info, "\u{03}03\u{02}"),
            (.error, .error, "\u{03}04\u{02}"),
            (.running, .info, "\u{03}02\u{02}"), (.aborted, .warning, "\u{03}06\u{02}"),
            (.reported, .warning, "\u{03}07\u{02}"), (.reported, .info, "\u{02}"),
        ])
    func `the first line has the colour of what happened, and ends it`(
        occasion: Occasion, severity: Severity, colour: String
    ) throws {
        let message = try Message.sample(
            text: "7,7 it is", occasion: occasion, severity: severity)
        let first = try #require(
            try Self.request(["nicks": ["alice", "bob"]], for: message).request.lines.first)
        #expect(first.hasPrefix("alice, bob: \(colour)"), "\(first)")
        #expect(first.hasSuffix("7,7 it is\u{0F}"), "\(first)")
        let plain = try Self.request(["colors": false], for: message).request.lines.joined()
        #expect(!plain.contains { "\u{02}\u{03}\u{0F}".contains($0) })
    }

    @Test(arguments: HostileText.all)
    func `no text becomes a command, a colour or a line that is too long`(hostile: HostileText)
        throws
    {
        let text = hostile.text
        let message = try Message.sample(text: text, runName: text, error: text)
        let (request, remarks) = try Self.request(
            ["to": [.string("#" + String(repeating: "ö", count: 99))], "nicks": "alice"],
            for: message)
        #expect((1...12).contains(request.lines.count))
        #expect(request.lines.count < 12 || remarks.first?.hasSuffix("were left out") == true)
        for (index, line) in request.lines.enumerated() {
            let ours = line.filter { "\u{02}\u{03}\u{0F}".contains($0) }
            #expect(ours.isEmpty || line.contains("alice: "), "\(index)")
            let rest = line.unicodeScalars.filter { ![0x02, 0x03, 0x0F].contains($0.value) }
            #expect(!rest.contains { $0.value < 0x20 || (0x7F..<0xA0) ~= $0.value })
            // The longest that a server makes of it for those who read.
            let source = ":" + String(repeating: "n", count: 30) + "!"
            let host = String(repeating: "u", count: 11) + "@" + String(repeating: "h", count: 63)
            let sent = "\(source)\(host) PRIVMSG \(request.targets[0].name) :\(line)\r\n"
            #expect(sent.utf8.count <= 512)
        }
    }

    @Test func `what does not fit into a line goes on in the next, and too much is left out`()
        throws
    {
        let words = (0..<2000).map { "word\($0)" }.joined(separator: " ")
        let (request, remarks) = try Self.request(for: .sample(text: words, state: "completed"))
        #expect(request.lines.count == 12 && remarks.count == 1)
        #expect(request.lines.last?.hasSuffix("more lines") == true)
        let said = request.lines.dropLast().joined(separator: " ")
            .filter { !"\u{02}\u{0F}".contains($0) }.replacing("\u{03}04", with: "")
        #expect(said.contains("word0 word1 word2 "))
        #expect(words.contains(said.split(separator: " ").suffix(3).joined(separator: " ")))
    }

    private static func verdict(_ reply: IRCReply) throws -> Verdict {
        try IRCChannel(parameters: usual).verdict(on: .irc(reply))
    }

    @Test func `who got it counts, and who did not is remarked`() throws {
        let refusal = IRCReply.Refusal(
            step: .message, target: "bob", code: 401, text: "No such nick\u{02}")
        let some = IRCReply(taken: ["#ops"], refusals: [refusal])
        #expect(try Self.verdict(some) == .delivered)
        let place = "irc.example.org:6697"
        #expect(
            try IRCChannel(parameters: Self.usual).remarks(on: .irc(some))
                == ["\(place) refused the message to bob with 401: No such nick\u{FFFD}"])
        let words = "\(place) refused the message to bob with 401: No such nick\u{FFFD}"
        #expect(
            try Self.verdict(IRCReply(taken: [], refusals: [refusal]))
                == .retry(after: nil, reason: words))
    }

    @Test(arguments: [403, 404, 432, 464, 465, 473, 474, 475, 904])
    func `what trying again would not change ends the delivery`(code: Int) throws {
        let refusal = IRCReply.Refusal(step: .join, target: "#ops", code: code, text: "no")
        #expect(
            try Self.verdict(IRCReply(taken: [], refusals: [refusal]))
                == .rejected(
                    reason: "irc.example.org:6697 refused joining #ops with \(code): no"))
    }

    @Test(arguments: [401, 405, 433, 437, 471])
    func `what may pass is tried again`(code: Int) throws {
        let refusal = IRCReply.Refusal(step: .login, target: "", code: code, text: "no")
        #expect(
            try Self.verdict(IRCReply(taken: [], refusals: [refusal]))
                == .retry(
                    after: nil, reason: "irc.example.org:6697 refused the login with \(code): no"))
    }
}
