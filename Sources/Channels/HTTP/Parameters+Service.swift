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
        do throws(HTTPAddress.Problem) {
            return try ServiceAddress(text).url("")
        } catch {
            fault(name, "is no usable address of a service: it \(error.clause)")
            return nil
        }
    }

    /// Refuses an address that tokens would go to in the clear, but for one on this machine itself.
    mutating func requireTLS(_ name: String, _ address: HTTPAddress?) {
        guard let address, address.scheme != .https, !address.isLoopback else { return }
        fault(name, "must start with https://")
    }
}

extension HTTPAddress {
    /// Whether anything follows the host and port.
    var hasPath: Bool {
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        return rest.contains("/")
    }

    /// The address of a path below this one; its parts are percent-encoded where they need it.
    func appending(_ parts: [String]) throws(Problem) -> HTTPAddress {
        try HTTPAddress(([text] + parts.map { PercentEncoding.text($0) }).joined(separator: "/"))
    }
}
