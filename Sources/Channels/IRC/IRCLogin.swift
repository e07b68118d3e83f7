/// The conversation until the server lets us in (RFC 2812, section 3.1; IRCv3 capabilities and SASL).
package struct IRCLogin {
    package enum Step: Equatable {
        /// To be sent; nothing, while there is nothing to say.
        case send([String])
        /// We are in, under this nickname.
        case welcome(nick: String)
        case refused(code: Int, text: String)
        /// The server has ended the connection.
        case ended(String)
    }

    private let server: IRCServer
    private var nick: String
    private var attempts = 1

    package init(_ server: IRCServer) {
        self.server = server
        nick = server.nick
    }

    /// What is said first: PASS has to come before NICK.
    package var opening: [String] {
        let names = ["NICK \(nick)", "USER notifyd 0 * :notifyd"]
        switch server.login {
        case .none: return names
        case .server(let password): return ["PASS \(password)"] + names
        case .account: return ["CAP REQ :sasl"] + names
        }
    }

    package mutating func received(_ line: IRCLine) -> Step {
        switch (line.command, line.code) {
        case (_, 1?): return .welcome(nick: line[0].isEmpty ? nick : line[0])
        case ("CAP", _): return capability(line)
        case ("AUTHENTICATE", _): return .send(line[0] == "+" ? credentials : [])
        case (_, 903?): return .send(["CAP END"])
        case (_, 433?), (_, 436?), (_, 437?): return otherNick(line)
        // Some say it of each login, and let in all the same.
        case (_, 451?): return .send([])
        case (_, 421?) where line[1].uppercased() == "CAP":
            return .refused(code: 421, text: "it knows no SASL")
        case (_, 432?), (_, 464?), (_, 465?), (_, 902?), (_, 904?), (_, 905?), (_, 906?), (_, 908?):
            return .refused(code: line.code ?? 0, text: line.text)
        // Some have no number for it.
        case ("ERROR", _) where line.text.lowercased().contains("password"):
            return .refused(code: 464, text: line.text)
        case ("ERROR", _): return .ended(line.text)
        default: return .send([])
        }
    }

    private func capability(_ line: IRCLine) -> Step {
        switch line[1].uppercased() {
        case "ACK": .send(["AUTHENTICATE PLAIN"])
        case "NAK": .refused(code: 908, text: "it offers no SASL")
        default: .send([])
        }
    }

    /// Of RFC 4616, in pieces; a last one that is full is followed by an empty one.
    private var credentials: [String] {
        guard case .account(let name, let password) = server.login else { return [] }
        let text = Base64.text(Array("\(name)\0\(name)\0\(password)".utf8))
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            let piece = rest.prefix(IRCLimits.login)
            pieces.append("AUTHENTICATE \(piece)")
            rest = rest.dropFirst(piece.count)
        }
        if text.count % IRCLimits.login == 0 { pieces.append("AUTHENTICATE +") }
        return pieces
    }

    /// Another has the nickname, or had it a moment ago.
    private mutating func otherNick(_ line: IRCLine) -> Step {
        guard attempts < IRCLimits.nickAttempts else {
            return .refused(code: line.code ?? 0, text: line.text)
        }
        attempts += 1
        nick = "\(server.nick.prefix(IRCLimits.nick - 2))-\(attempts)"
        return .send(["NICK \(nick)"])
    }
}
