extension Parameters {
    /// The address of a service under which its paths are known, without a slash at its end; the standard
    /// one where it is left out.
    ///
    /// It is shown to people, so it may hold no secret.
    mutating func service(_ name: String, standard: String) -> HTTPAddress? {
        service(name, from: text(name) ?? standard)
    }

    /// The same from a text that stands for the parameter.
    mutating func service(_ name: String, from text: String) -> HTTPAddress? {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        do throws(HTTPAddress.Problem) {
            let address = try HTTPAddress(text)
            if let problem = address.serviceProblem {
                fault(name, problem)
                return nil
            }
            return address
        } catch {
            fault(name, "is no usable URL: it \(error.clause)")
            return nil
        }
    }

    /// Refuses an address that tokens would go to in the clear, but for one on this machine itself.
    mutating func requireTLS(_ name: String, _ address: HTTPAddress?) {
        guard let address, address.scheme != .https, !address.isLoopback else { return }
        fault(name, "must start with https://")
    }

    /// A token as a header can hold it; empty where it is left out.
    mutating func token(_ name: String) -> String {
        let token = text(name) ?? ""
        if !token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) {
            fault(name, "has a blank or another character that no token has")
        }
        return token
    }
}

extension HTTPAddress {
    fileprivate var serviceProblem: String? {
        if text.contains("@") { return "must not name a user: it is shown to everybody" }
        if text.contains("?") || text.contains("#") {
            return "must end with its path: leave out what begins with ? or #"
        }
        return nil
    }

    /// Whether anything follows the host and port.
    var hasPath: Bool {
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        return rest.contains("/")
    }

    /// The address of a path below this one; its parts are percent-encoded where they need it.
    func appending(_ parts: [String]) throws(Problem) -> HTTPAddress {
        try HTTPAddress(([text] + parts.map(PercentEncoding.text)).joined(separator: "/"))
    }
}
