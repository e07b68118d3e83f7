internal import Formats

extension MailConfiguration {
    /// Without a server, nothing may be said of one.
    static func localRoute(_ parameters: inout Parameters) -> MailRequest.Route {
        for name in ["port", "username", "password", "tls", "ca_file", "verify_ssl"]
        where parameters.any(name) != nil {
            parameters.fault(name, "says something of a server, and there is none: add \"server\"")
        }
        return .local
    }

    static func serverRoute(_ parameters: inout Parameters) -> MailRequest.Route? {
        let address: MailServerAddress
        do throws(HTTPAddress.Problem) {
            address = try MailServerAddress(
                parameters.text("server") ?? "", port: parameters.port())
        } catch {
            parameters.fault("server", "is no usable server: it \(error.clause)")
            return nil
        }
        if address.namesPort, parameters.integer("port") != nil {
            parameters.fault("port", "is named by \"server\" already: leave one out")
        }
        let login = login(&parameters)
        let security = security(&parameters, of: address, hasPassword: login != nil)
        let port =
            address.port
            ?? (security == .implicit
                ? MailServerAddress.implicitPort
                : login != nil ? MailServerAddress.submissionPort : MailServerAddress.plainPort)
        // Who takes plain text from a server takes any certificate from it too.
        let verify = parameters.boolean("verify_ssl") ?? (security != .opportunistic)
        return .server(
            MailServer(
                host: address.host, port: port, security: security, login: login,
                verifyTLS: verify, caFile: caFile(&parameters)))
    }

    private static func login(_ parameters: inout Parameters) -> MailServer.Login? {
        let (user, password) = (parameters.text("username"), parameters.text("password"))
        switch (user ?? "", password ?? "") {
        case ("", ""): return nil
        case (_, ""):
            parameters.fault("password", "is missing beside \"username\"")
            return nil
        case ("", _):
            parameters.fault("username", "is missing beside \"password\"")
            return nil
        case (let user, let password):
            for (name, text) in [("username", user), ("password", password)]
            where text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                parameters.fault(name, "has a line break or another control character")
            }
            return MailServer.Login(user: user, password: password)
        }
    }

    private static func security(
        _ parameters: inout Parameters, of address: MailServerAddress, hasPassword: Bool
    ) -> MailServer.Security {
        let word = parameters.text("tls") ?? ""
        switch word {
        case "required": return address.isImplicit ? .implicit : .required
        case "": break
        case "opportunistic", "none":
            if address.isImplicit {
                parameters.fault("tls", "must be required with smtps, which has no other way")
                return .implicit
            }
            if word == "none" { return .none }
            if hasPassword {
                parameters.fault(
                    "tls",
                    "must be required beside a password, or none: opportunistic would give the "
                        + "password to whoever takes STARTTLS out of the server's words")
            }
            return .opportunistic
        default: parameters.fault("tls", "must be one of required, opportunistic, none")
        }
        if address.isImplicit { return .implicit }
        return HTTPAddress.isLoopback(address.host) && !hasPassword ? .opportunistic : .required
    }

    private static func caFile(_ parameters: inout Parameters) -> String? {
        guard let path = parameters.text("ca_file") else { return nil }
        if !path.hasPrefix("/") || path.utf8.contains(0) {
            parameters.fault("ca_file", "must be an absolute path, beginning with /")
        }
        return path
    }
}
