internal import Formats

/// The parameters of a message over IRC, checked.
struct IRCConfiguration: Sendable {
    let server: IRCServer
    var targets: [IRCTarget]
    let nicks: [String]
    let inColour: Bool

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: IRCChannel.declaration)
        let key = Self.secret("key", &parameters)
        targets = Self.targets(&parameters, key: key)
        nicks = parameters.texts("nicks")
        if nicks.joined(separator: ", ").utf8.count > IRCLimits.address {
            parameters.fault("nicks", "are longer than \(IRCLimits.address) bytes together")
        }
        if nicks.contains(where: { !Self.isNick($0) }) {
            parameters.fault("nicks", "has what is no nickname")
        }
        inColour = parameters.boolean("colors") ?? true
        let server = Self.server(&parameters)
        self.server = try parameters.finish(server)
    }

    private static func targets(_ parameters: inout Parameters, key: String?) -> [IRCTarget] {
        let names = parameters.texts("to").flatMap { $0.split(separator: ",") }.map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        if names.count > IRCLimits.targets {
            parameters.fault("to", "may lead to \(IRCLimits.targets) targets, not \(names.count)")
        }
        if names.isEmpty, parameters.any("to") != nil, !parameters.texts("to").contains("") {
            parameters.fault("to", "names nobody")
        }
        var targets: [IRCTarget] = []
        for name in names {
            let isKnown = IRCTarget.isChannel(name) ? isChannelName(name) : isNick(name)
            guard isKnown else {
                parameters.fault(
                    "to",
                    "has \(name.shown), which is neither a channel such as #ops nor a nick")
                continue
            }
            if targets.contains(where: { $0.name.lowercased() == name.lowercased() }) { continue }
            targets.append(IRCTarget(name: name, key: IRCTarget.isChannel(name) ? key : nil))
        }
        if key != nil, !targets.isEmpty, !targets.contains(where: \.isChannel) {
            parameters.fault("key", "is of a channel, and there is none in \"to\"")
        }
        return targets
    }

    private static func isChannelName(_ name: String) -> Bool {
        (2...IRCLimits.channel).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ":") }
            && name.cleaned(oneLine: true) == name
    }

    /// RFC 2812, section 2.3.1.
    private static func isNick(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= IRCLimits.nick else { return false }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        return !isDigit(first) && first != UInt8(ascii: "-")
            && name.utf8.allSatisfy { byte in
                isDigit(byte) || byte == UInt8(ascii: "-")
                    || (UInt8(ascii: "A")...UInt8(ascii: "}")).contains(byte)
            }
    }

    /// One that is a word of a command.
    private static func secret(_ name: String, _ parameters: inout Parameters) -> String? {
        guard let text = parameters.text(name), !text.isEmpty else { return nil }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) || text.hasPrefix(":") {
            parameters.fault(name, "has a blank or a control character, or begins with a colon")
        }
        if text.utf8.count > IRCLimits.secret {
            parameters.fault(name, "is longer than \(IRCLimits.secret) bytes")
        }
        return text
    }

    private static func server(_ parameters: inout Parameters) -> IRCServer? {
        var text = parameters.text("server") ?? ""
        guard !text.isEmpty else { return nil }
        var usesTLS: Bool?
        for (scheme, isTLS) in [("ircs://", true), ("irc://", false)]
        where text.lowercased().hasPrefix(scheme) {
            text = String(text.dropFirst(scheme.count))
            usesTLS = isTLS
        }
        if text.hasSuffix("/") { text = String(text.dropLast()) }
        let address: (host: Substring, port: UInt16?)
        do throws(HTTPAddress.Problem) {
            guard !text.contains(where: { "/?#@".contains($0) }), text.utf8.count <= Limits.url
            else { throw HTTPAddress.Problem(clause: "has more than a host and a port") }
            address = try HTTPAddress.split(text[...])
        } catch {
            parameters.fault("server", "is no usable server: it \(error.clause)")
            return nil
        }
        let port = parameters.port()
        if address.port != nil, port != nil {
            parameters.fault("port", "is named by \"server\" already: leave one out")
        }
        let isTLS = parameters.boolean("tls") ?? usesTLS ?? true
        if let usesTLS, usesTLS != isTLS {
            parameters.fault("tls", "must not contradict the scheme of \"server\"")
        }
        let nick = parameters.text("nick") ?? ""
        if !nick.isEmpty, !isNick(nick) {
            parameters.fault(
                "nick", "is no nickname of letters, digits and -, at most \(IRCLimits.nick) long")
        }
        return IRCServer(
            host: address.host.lowercased(), port: address.port ?? port ?? (isTLS ? 6697 : 6667),
            usesTLS: isTLS, verifyTLS: parameters.boolean("verify_ssl") ?? true,
            caFile: caFile(&parameters), nick: nick.isEmpty ? "notifyd" : nick,
            login: login(&parameters))
    }

    private static func login(_ parameters: inout Parameters) -> IRCServer.Login {
        let account = parameters.text("account") ?? ""
        guard let password = secret("password", &parameters) else {
            if !account.isEmpty { parameters.fault("password", "is missing beside \"account\"") }
            return .none
        }
        if account.isEmpty { return .server(password: password) }
        if account.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            parameters.fault("account", "has a line break or another control character")
        }
        if account.utf8.count > IRCLimits.secret {
            parameters.fault("account", "is longer than \(IRCLimits.secret) bytes")
        }
        return .account(name: account, password: password)
    }

    private static func caFile(_ parameters: inout Parameters) -> String? {
        guard let path = parameters.text("ca_file") else { return nil }
        if !path.hasPrefix("/") || path.utf8.contains(0) {
            parameters.fault("ca_file", "must be an absolute path, beginning with /")
        }
        return path
    }
}
