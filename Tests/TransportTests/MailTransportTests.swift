import Channels
import Formats
import TestKit
import Testing
import Transport

/// Mails to a server that nobody here wrote.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct MailTransportTests {
    static func send(
        _ parameters: JSONObject, to port: UInt16, scheme: String = "smtp",
        over transport: MailTransport = MailTransport(), within time: Duration = .seconds(60)
    ) async throws -> (verdict: Verdict, remarks: [String]) {
        var all: JSONObject = [
            "to": "ops@example.org", "from": "notifyd@example.org",
            "server": .string("\(scheme)://127.0.0.1:\(port)"),
        ]
        for (name, value) in parameters.members { all[name] = value == .null ? nil : value }
        var request = try ChannelSample.mailRequest(all)
        request.timeout = time
        let reply = await transport.send(request)
        let channel = try ChannelSample.mailChannel(all)
        return (channel.verdict(on: reply), channel.remarks(on: reply))
    }

    @Test func `a mail arrives whole, for everybody it is for`() async throws {
        let server = try LoopbackMailServer()
        let sent = try await Self.send(
            [
                "to": "Ops <ops@example.org>, b@example.org", "cc": ["c@example.org"],
                "bcc": "hidden@example.org, b@example.org",
            ], to: server.port)
        #expect(sent.verdict == .delivered && sent.remarks == [])
        let mail = try #require(try server.mails().first)
        #expect(mail["from"] == "notifyd@example.org")
        #expect(
            mail["to"]
                == ["ops@example.org", "b@example.org", "c@example.org", "hidden@example.org"])
        let read = try #require(try server.readMails().first)
        #expect(read["defects"] == [])
        #expect(read["To"] == [["Ops", "ops@example.org"], ["", "b@example.org"]])
        #expect(read["Bcc"] == [] && mail["content"]?.string?.contains("hidden@") == false)
        #expect(read["text"]?.string?.contains("Run failed: the nightly backup") == true)
    }

    @Test func `a service that may gain no privileges speaks to the local mail system as a server`()
        async throws
    {
        let server = try LoopbackMailServer()
        let local = MailServer(
            host: "127.0.0.1", port: server.port, security: .opportunistic, verifyTLS: false)
        let request = try ChannelSample.mailRequest(
            ["to": ["root", "ops@example.org"], "from": "notifyd@example.org"])
        let transport = MailTransport(
            mayGainPrivileges: false, localServer: local,
            origin: { MailOrigin.at("host.example.org") }, find: { _ in nil })
        guard case .smtp(let reply) = await transport.send(request) else {
            Issue.record("no server answered")
            return
        }
        #expect(reply.isAccepted && reply.refusals.isEmpty)
        #expect(
            try server.mails().first?["to"] == ["root@host.example.org", "ops@example.org"])
    }

    @Test(arguments: [LoopbackMailServer.Encryption.starttls, .implicit])
    func `TLS and a login are used where they are asked for`(
        encryption: LoopbackMailServer.Encryption
    ) async throws {
        let server = try LoopbackMailServer(encryption, login: ("me", "pass word ü"))
        let scheme = encryption == .implicit ? "smtps" : "smtp"
        let login: JSONObject = [
            "username": "me", "password": "pass word ü", "ca_file": .string(server.caFile),
        ]
        #expect(try await Self.send(login, to: server.port, scheme: scheme).verdict == .delivered)
        let mail = try #require(try server.mails().first)
        #expect(mail["login"] == true && mail["encrypted"] == true)

        var wrong = login
        wrong["password"] = "wrong-password"
        let refused = try await Self.send(wrong, to: server.port, scheme: scheme).verdict
        guard case .rejected(let reason) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(reason.hasPrefix("127.0.0.1:\(server.port) answered 535 to the login: "))
        #expect(!reason.contains("wrong-password"))

        var untrusted = login
        untrusted["ca_file"] = nil
        guard
            case .retry(nil, let why) = try await Self.send(
                untrusted, to: server.port, scheme: scheme
            ).verdict
        else {
            Issue.record("a certificate of nobody was trusted")
            return
        }
        #expect(why.contains("no trusted TLS session") && why.contains("ca_file"))
        untrusted["verify_ssl"] = false
        #expect(
            try await Self.send(untrusted, to: server.port, scheme: scheme).verdict == .delivered)
        #expect(try server.mails().count == 2)
    }

    @Test func `a server without TLS gets nothing where TLS is required`() async throws {
        let server = try LoopbackMailServer()
        let sent = try await Self.send(["tls": "required"], to: server.port).verdict
        guard case .retry(nil, let reason) = sent else {
            Issue.record("\(sent)")
            return
        }
        #expect(reason.contains("STARTTLS"), "\(reason)")
        #expect(try server.mails() == [])
        #expect(
            try await Self.send(["tls": "opportunistic"], to: server.port).verdict == .delivered)
    }

    @Test func `without being asked, a server of this machine may have any certificate`()
        async throws
    {
        let server = try LoopbackMailServer(.starttls)
        #expect(try await Self.send([:], to: server.port).verdict == .delivered)
        #expect(try server.mails().first?["encrypted"] == true)
    }

    @Test func `one wrong address keeps nobody else from the mail, and is told`() async throws {
        let server = try LoopbackMailServer(refusals: [
            "gone@example.org": "550 5.1.1 no such user", "full@example.org": "452 4.2.2 full",
        ])
        let to: JSONValue = ["gone@example.org", "ops@example.org", "full@example.org"]
        let sent = try await Self.send(["to": to], to: server.port)
        let place = "127.0.0.1:\(server.port)"
        #expect(sent.verdict == .delivered)
        #expect(
            sent.remarks == [
                "\(place) refused the recipient gone@example.org with 550: 5.1.1 no such user",
                "\(place) refused the recipient full@example.org with 452: 4.2.2 full",
            ])
        #expect(try server.mails().first?["to"] == ["ops@example.org"])

        let gone = try await Self.send(["to": "gone@example.org"], to: server.port).verdict
        #expect(
            gone
                == .rejected(
                    reason: "\(place) answered 550 to the recipient: 5.1.1 no such user"))
        for to in ["gone@example.org, full@example.org", "full@example.org, gone@example.org"] {
            let both = try await Self.send(["to": .string(to)], to: server.port).verdict
            #expect(
                both
                    == .retry(
                        after: nil, reason: "\(place) answered 452 to all 2 recipients: 4.2.2 full"
                    ))
        }
    }

    @Test(arguments: ["451 4.7.1 come back", "552 5.3.4 too large"])
    func `a mail that is refused when it is there is not delivered`(answer: String) async throws {
        let server = try LoopbackMailServer(answer: answer)
        let verdict = try await Self.send([:], to: server.port).verdict
        let reason =
            "127.0.0.1:\(server.port) answered \(answer.prefix(3)) to the mail: "
            + answer.dropFirst(4)
        #expect(
            verdict
                == (answer.first == "4"
                    ? .retry(after: nil, reason: reason) : .rejected(reason: reason)))
    }

    @Test(arguments: [true, false])
    func `SMTPUTF8 is asked for when an address needs it, and only then`(knowsUTF8: Bool)
        async throws
    {
        let server = try LoopbackMailServer(knowsUTF8: knowsUTF8)
        let plain = try await Self.send(
            ["to": "Jürgen Müller <ops@bücher.example>"], to: server.port)
        #expect(plain.verdict == .delivered)
        let mail = try #require(try server.mails().first)
        #expect(mail["to"] == ["ops@xn--bcher-kva.example"])
        #expect(mail["options"]?.array?.contains("SMTPUTF8") == false)
        #expect(
            try server.readMails().first?["To"]
                == [["Jürgen Müller", "ops@xn--bcher-kva.example"]])

        let verdict = try await Self.send(["to": "jürgen@example.org"], to: server.port).verdict
        if knowsUTF8 {
            #expect(verdict == .delivered)
            let mail = try #require(try server.mails().last)
            #expect(mail["to"] == ["jürgen@example.org"])
            #expect(mail["options"]?.array?.contains("SMTPUTF8") == true)
            #expect(try server.readMails().last?["To"] == [["", "jürgen@example.org"]])
        } else {
            #expect(verdict != .delivered, "\(verdict)")
            #expect(try server.mails().count == 1)
        }
    }

    @Test func `without a sender it is the account of this process at this machine`() async throws {
        let server = try LoopbackMailServer()
        #expect(try await Self.send(["from": .null], to: server.port).verdict == .delivered)
        let from = try #require(try server.mails().first?["from"]?.string)
        let origin = try #require(MailOrigin.ofThisMachine())
        #expect(from == origin.sender.address.text && from.contains("@\(origin.host)"))
        let read = try #require(try server.readMails().first)
        #expect(read["From"] == [["notifyd", .string(from)]])
    }

    @Test func `many mails at once all arrive, and no more connections than are allowed`()
        async throws
    {
        let server = try LoopbackMailServer()
        var limits = Limits()
        limits.mails = 3
        let transport = MailTransport(limits: limits)
        let port = server.port
        try await withThrowingTaskGroup(of: Verdict.self) { group in
            for _ in 0..<30 {
                group.addTask { try await Self.send([:], to: port, over: transport).verdict }
            }
            for try await verdict in group { #expect(verdict == .delivered) }
        }
        #expect(try server.mails().count == 30)
    }
}

extension MailOrigin {
    fileprivate static func at(_ host: String) -> MailOrigin? {
        (try? MailAddress("notifyd@\(host)")).map {
            MailOrigin(sender: NamedAddress(name: "notifyd", $0), host: host)
        }
    }
}
