import Channels
import Formats
import Glibc
import TestKit
import Testing
import Transport

/// Messages over Debian's ngircd, and what a client there gets to read.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: IRCPeer.isInstalled, "Debian's ngircd is not installed"))
struct IRCTransportTests {
    private let transport = IRCTransport(limits: Self.quick)

    /// Without the pauses that keep servers content, but for tests that ask for them.
    private static var quick: Transport.Limits {
        var limits = Transport.Limits()
        limits.ircInterval = .zero
        return limits
    }

    private func tell(
        _ port: Int64, _ further: JSONObject, text: String = "it is told",
        through transport: IRCTransport? = nil
    ) async throws -> (verdict: Verdict, remarks: [String]) {
        var parameters: JSONObject = [
            "server": .string("irc://127.0.0.1:\(port)"), "to": "#ops",
        ]
        for (name, value) in further.members { parameters[name] = value }
        let channel = try ChannelTable.channel(kind: "irc", parameters: parameters)
        let request = try channel.request(for: .sample(text: text), at: .sampleNow)
        guard case .irc(let irc) = request.action else {
            throw UnsendableMessage("it is not sent over IRC")
        }
        let reply = await (transport ?? self.transport).send(irc)
        return (channel.verdict(on: reply), channel.remarks(on: reply))
    }

    @Test func `a message arrives in a channel and at a user, as its lines`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        let told = try await tell(
            peer.port, ["to": ["#ops", "reader"], "nicks": "alice"],
            text: "größer 🚀\nthe second line")
        #expect(told.verdict == .delivered && told.remarks == [])
        let lines = try peer.hear("PRIVMSG", 6)
        #expect(lines.allSatisfy { $0.hasPrefix(":notifyd!~notifyd@") && $0.utf8.count <= 510 })
        let inChannel = lines.filter { $0.contains(" PRIVMSG #ops :") }
        #expect(inChannel.count == 3)
        #expect(inChannel[0].hasSuffix(" :alice: \u{03}04\u{02}Run failed: größer 🚀\u{0F}"))
        #expect(inChannel[1].hasSuffix(" :the second line"))
        #expect(inChannel[2].contains(" :nightly-backup error exit status 2 ("))
        #expect(lines.filter { $0.contains(" PRIVMSG reader :") }.count == 3)
    }

    @Test func `the connection is kept for the next message`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        for _ in 0..<3 { #expect(try await tell(peer.port, [:]).verdict == .delivered) }
        // Another would have another nickname.
        let lines = try peer.hear("PRIVMSG", 6)
        #expect(lines.allSatisfy { $0.hasPrefix(":notifyd!") }, "\(lines)")
    }

    @Test func `a nickname that somebody has is changed`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        let others = IRCTransport(limits: Self.quick)
        #expect(try await tell(peer.port, [:], through: others).verdict == .delivered)
        #expect(try await tell(peer.port, [:]).verdict == .delivered)
        let joins = try peer.hear("JOIN", 2)
        #expect(joins[0].hasPrefix(":notifyd!") && joins[1].hasPrefix(":notifyd-2!"), "\(joins)")
        withExtendedLifetime(others) {}
    }

    @Test func `a connection that nobody uses is left`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        var limits = Self.quick
        limits.ircIdle = .milliseconds(50)
        let brief = IRCTransport(limits: limits)
        #expect(try await tell(peer.port, [:], through: brief).verdict == .delivered)
        #expect(try peer.hear("QUIT").first?.hasPrefix(":notifyd!") == true)
        #expect(try await tell(peer.port, [:], through: brief).verdict == .delivered)
        #expect(try peer.hear("QUIT").first?.hasPrefix(":notifyd!") == true)
    }

    @Test func `over TLS the server's certificate counts`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        var parameters: JSONObject = ["server": .string("ircs://localhost:\(peer.securePort)")]
        guard case .retry(nil, let reason) = try await tell(peer.port, parameters).verdict else {
            Issue.record("an untrusted certificate is taken")
            return
        }
        #expect(reason.contains("no trusted TLS session") && reason.contains("ca_file"))
        parameters["ca_file"] = .string(peer.authority)
        #expect(try await tell(peer.port, parameters).verdict == .delivered)
        #expect(try peer.hear("PRIVMSG").first?.contains("it is told") == true)
    }

    @Test func `a server's password lets in, and another does not`() async throws {
        let peer = try IRCPeer(password: "hidden-password")
        try peer.say("JOIN #ops")
        let right: JSONObject = ["password": "hidden-password"]
        #expect(try await tell(peer.port, right).verdict == .delivered)
        guard
            case .rejected(let reason) = try await tell(peer.port, ["password": "wrong-one"])
                .verdict
        else {
            Issue.record("a wrong password lets in")
            return
        }
        #expect(reason.contains("refused the login with 464"), "\(reason)")
        guard case .rejected = try await tell(peer.port, [:]).verdict else {
            Issue.record("none lets in")
            return
        }
    }

    @Test func `a channel that lets nobody in is named, and others get the message`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops", "JOIN #locked", "MODE #locked +k let-me", "JOIN #closed")
        try peer.say("MODE #closed +i")
        let told = try await tell(peer.port, ["to": ["#locked", "#ops", "nobody"]])
        #expect(told.verdict == .delivered)
        let place = "127.0.0.1:\(peer.port)"
        #expect(told.remarks.count == 2)
        #expect(told.remarks.first?.hasPrefix("\(place) refused joining #locked with 475") == true)
        #expect(told.remarks.last?.contains("the message to nobody with 401") == true)
        #expect(
            try await tell(peer.port, ["to": "#locked", "key": "let-me"]).verdict == .delivered)
        guard case .rejected(let reason) = try await tell(peer.port, ["to": "#closed"]).verdict
        else {
            Issue.record("nobody was invited")
            return
        }
        #expect(reason.contains("refused joining #closed with 473"))
        guard case .retry(nil, _) = try await tell(peer.port, ["to": "nobody"]).verdict else {
            Issue.record("who is not there may come")
            return
        }
    }

    @Test func `who is thrown out comes back with the next message`() async throws {
        let peer = try IRCPeer()
        // From outside nobody may speak there.
        try peer.say("JOIN #ops", "MODE #ops +n")
        #expect(try await tell(peer.port, [:]).verdict == .delivered)
        try peer.say("KICK #ops notifyd :out")
        #expect(try await tell(peer.port, [:]).verdict == .delivered)
        #expect(try peer.hear("JOIN", 2).count == 2)
        #expect(try peer.hear("PRIVMSG", 2).count == 2)
    }

    @Test func `who may not speak is told so`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops", "MODE #ops +m")
        guard case .rejected(let reason) = try await tell(peer.port, [:]).verdict else {
            Issue.record("it counts as said")
            return
        }
        #expect(reason.contains("refused the message to #ops with 404"), "\(reason)")
    }

    @Test func `no text becomes a command`() async throws {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops", "JOIN #secret")
        let hostile = "one\r\nPRIVMSG #secret :two\nQUIT\u{0}\u{1}ACTION\u{1}"
        #expect(try await tell(peer.port, [:], text: hostile).verdict == .delivered)
        let lines = try peer.hear("PRIVMSG", 4)
        #expect(lines.allSatisfy { $0.contains(" PRIVMSG #ops :") }, "\(lines)")
        #expect(lines[1].hasSuffix(" :PRIVMSG #secret :two"))
        #expect(!lines.joined().contains("\u{1}"))
        #expect(try await tell(peer.port, [:]).verdict == .delivered)
    }

    @Test func `many messages side by side go through one connection, in their order`() async throws
    {
        let peer = try IRCPeer()
        try peer.say("JOIN #ops")
        #expect(try await tell(peer.port, [:], text: "first").verdict == .delivered)
        let port = peer.port
        try await withThrowingTaskGroup(of: Verdict.self) { group in
            for number in 0..<10 {
                group.addTask { try await tell(port, [:], text: "number \(number)").verdict }
            }
            for try await verdict in group { #expect(verdict == .delivered) }
        }
        #expect(try peer.hear("JOIN").count == 1)
        let texts = try peer.hear("PRIVMSG", 22).filter { $0.contains("number ") }
        #expect(Set(texts).count == 10)
    }

    @Test func `nobody who listens, and nobody who answers, is tried again`() async throws {
        let refusing = try RefusingPort()
        let channel = try ChannelTable.channel(
            kind: "irc",
            parameters: ["server": .string("irc://127.0.0.1:\(refusing.port)"), "to": "#ops"])
        guard case .irc(let irc) = try channel.request(for: .sample(), at: .sampleNow).action,
            case .retry(nil, let reason) = channel.verdict(on: await transport.send(irc))
        else {
            Issue.record("not tried again")
            return
        }
        withExtendedLifetime(refusing) {}
        #expect(reason.contains("127.0.0.1:\(refusing.port)"))

        let silent = try LoopbackServer(then: .hang)
        var limits = Self.quick
        limits.ircLogin = .milliseconds(200)
        let waiting = try ChannelTable.channel(
            kind: "irc",
            parameters: ["server": .string("irc://127.0.0.1:\(silent.port)"), "to": "#ops"])
        guard case .irc(let other) = try waiting.request(for: .sample(), at: .sampleNow).action,
            case .retry(nil, let late) = waiting.verdict(
                on: await IRCTransport(limits: limits).send(other))
        else {
            Issue.record("not tried again")
            return
        }
        #expect(late.contains("127.0.0.1:\(silent.port)"), "\(late)")
    }

    @Test(arguments: RudeIRCServer.Place.allCases, RudeIRCServer.Behaviour.allCases)
    func `a server that misbehaves is tried again, and keeps nobody`(
        place: RudeIRCServer.Place, behaviour: RudeIRCServer.Behaviour
    ) async throws {
        let server = try RudeIRCServer(at: place, behaviour)
        var limits = Self.quick
        if place == .login { limits.ircLogin = .milliseconds(300) }
        let channel = try ChannelTable.channel(
            kind: "irc",
            parameters: ["server": .string("irc://127.0.0.1:\(server.port)"), "to": "#ops"])
        guard case .irc(var irc) = try channel.request(for: .sample(), at: .sampleNow).action else {
            Issue.record("it is not sent over IRC")
            return
        }
        if place == .join { irc.timeout = .milliseconds(500) }
        let verdict = channel.verdict(on: await IRCTransport(limits: limits).send(irc))
        guard case .retry(nil, let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.contains("127.0.0.1:\(server.port)"), "\(reason)")
    }
}
