/// How a request says on whose behalf it comes: the header `Authorization`.
enum Authorization: Sendable {
    case basic(user: String, password: String)
    case bearer(String)

    /// The header's value (RFC 7617, RFC 6750).
    var value: String {
        switch self {
        case .basic(let user, let password):
            "Basic \(Base64.text(Array("\(user):\(password)".utf8)))"
        case .bearer(let token): "Bearer \(token)"
        }
    }

    /// Secrets as the header has them, to a server that sends it back.
    var derivedSecrets: [String] {
        switch self {
        case .basic(let user, let password): [Base64.text(Array("\(user):\(password)".utf8))]
        case .bearer: []
        }
    }
}

extension Parameters {
    /// A user with a password, or a token; nil where there is neither.
    mutating func authorization(token tokenName: String) -> Authorization? {
        let (user, password) = (text("username") ?? "", text("password") ?? "")
        let token = token(tokenName)
        if token != nil, !(user.isEmpty && password.isEmpty) {
            fault(tokenName, "cannot stand beside a username and password: leave one out")
        }
        if let token { return .bearer(token) }
        switch (user.isEmpty, password.isEmpty) {
        case (true, true): return nil
        case (false, true): fault("password", "is missing beside \"username\"")
        case (true, false): fault("username", "is missing beside \"password\"")
        case (false, false):
            if user.contains(":") {
                fault("username", "has a colon, behind which a password would begin")
            }
            for (name, text) in [("username", user), ("password", password)]
            where text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                fault(name, "has a line break or another control character")
            }
        }
        return .basic(user: user, password: password)
    }

    /// A secret word that stands in a header or a path.
    mutating func token(_ name: String) -> String? {
        guard let token = text(name), !token.isEmpty else { return nil }
        guard token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            fault(name, "has a blank, a line break or another character that no token has")
            return nil
        }
        guard token.utf8.count <= Limits.headerValue else {
            fault(name, "has more than \(Limits.headerValue) bytes")
            return nil
        }
        return token
    }
}
