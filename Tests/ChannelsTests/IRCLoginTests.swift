import Channels
import Domain
import Formats
import TestKit
import Testing

struct IRCLoginTests {
    private static func server(_ further: JSONObject = [:]) throws -> IRCServer {
        var parameters: JSONObject = ["server": "irc.example.org", "to": "#ops"]
        for (name, value) in further.members { parameters[name] = value }
        let channel = try IRCChannel(parameters: parameters)
        guard case .irc(let request) = try channel.request(for: .sample(), at: .sampleNow).action
        else { throw UnsendableMessage("it is not sent over IRC") }
        return request.server
    }

    @Test func `a line is taken apart as RFC 2812 has it`() {
        let line = IRCLine("@time=1 :alice!a@host PRIVMSG  #ops :words and : more")
        #expect(line.source == "alice!a@host" && line.nick == "alice")
        #expect(line.command == "PRIVMSG" && line.code == nil)
        #expect(line.parameters == ["#ops", "words and : more"])
        #expect(IRCLine(":irc.example.org 001 notifyd :Welcome").code == 1)
        #expect(IRCLine("ping token").command == "PING" && IRCLine("PING token").text == "token")
        for text in ["", " ", ":", "@", ":a", "X :", "\u{0}"] { _ = IRCLine(text).text }
        #expect(IRCLine("X")[7] == "")
    }

    @Test func `a server's password comes before the nickname`() throws {
        let login = IRCLogin(try Self.server(["password": "hidden"]))
        #expect(
            login.opening == ["PASS hidden", "NICK notifyd", "USER notifyd 0 * :notifyd"])
    }

    @Test func `the name that the server welcomes is ours`() throws {
        var login = IRCLogin(try Self.server())
        #expect(login.received(IRCLine(":s NOTICE * :looking up")) == .send([]))
        #expect(login.received(IRCLine(":s 001 notif :hello")) == .welcome(nick: "notif"))
    }

    @Test func `an account is logged in to before the capabilities end`() throws {
        var login = IRCLogin(try Self.server(["password": "hidden", "account": "me"]))
        #expect(login.opening.first == "CAP REQ :sasl")
        #expect(login.received(IRCLine(":s CAP * ACK :sasl")) == .send(["AUTHENTICATE PLAIN"]))
        #expect(
            login.received(IRCLine("AUTHENTICATE +")) == .send(["AUTHENTICATE bWUAbWUAaGlkZGVu"]))
        #expect(login.received(IRCLine(":s 900 me me!u@h me :in")) == .send([]))
        #expect(login.received(IRCLine(":s 903 me :done")) == .send(["CAP END"]))
    }

    @Test func `credentials of many bytes go in pieces, the last of which is not full`() throws {
        // 3 bytes make 4 of base64, with two NUL bytes between the three texts.
        let account = String(repeating: "a", count: 100)
        let password = String(repeating: "b", count: 98)
        var login = IRCLogin(
            try Self.server(["password": .string(password), "account": .string(account)]))
        guard case .send(let lines) = login.received(IRCLine("AUTHENTICATE +")) else {
            Issue.record("nothing is sent")
            return
        }
        #expect(lines.map(\.utf8.count) == [413, 14] || lines.last == "AUTHENTICATE +")
        #expect(lines.allSatisfy { $0.utf8.count <= 510 })
    }

    @Test(
        arguments: [
            ":s 464 * :Password incorrect", ":s 465 * :You are banned", ":s 904 * :SASL failed",
            ":s CAP * NAK :sasl", "ERROR :Access denied: Bad password?",
            ":s 421 * CAP :Unknown command", ":s 432 * x :Erroneous nickname",
        ])
    func `who is not let in is told why`(text: String) throws {
        var login = IRCLogin(try Self.server(["password": "hidden", "account": "me"]))
        guard case .refused = login.received(IRCLine(text)) else {
            Issue.record("not refused")
            return
        }
    }

    @Test func `a nickname that others have is changed, a few times`() throws {
        var login = IRCLogin(try Self.server())
        let taken = IRCLine(":s 433 * notifyd :Nickname is already in use")
        for number in 2...5 {
            #expect(login.received(taken) == .send(["NICK notifyd-\(number)"]))
        }
        guard case .refused(433, _) = login.received(taken) else {
            Issue.record("it never ends")
            return
        }
    }

    @Test func `a few lines go at once, and then one after each interval`() {
        let now = ContinuousClock.now
        var pace = IRCPace(burst: 3, interval: .seconds(2))
        let turns = (0..<6).map { _ in pace.next(now: now) - now }
        #expect(turns == [0, 0, 0, 2, 4, 6].map { Duration.seconds($0) })
        // Who has waited has a burst again.
        let later = now + .seconds(100)
        #expect(
            (0..<4).map { _ in pace.next(now: later) - later } == [0, 0, 0, 2].map { .seconds($0) })
    }
}
