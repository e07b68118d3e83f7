/// A service's own address, under which its paths lie.
struct ServiceAddress: Sendable {
    private let base: String

    /// Takes `https://host`, perhaps with a port and a path; nothing else fits before a path.
    init(_ text: String) throws(HTTPAddress.Problem) {
        let url = try HTTPAddress(text)
        guard !url.hasUserPart else {
            throw HTTPAddress.Problem(
                clause: "has a user before its host, which everybody would see: leave it out")
        }
        guard !text.contains("?"), !text.contains("#") else {
            throw HTTPAddress.Problem(clause: "has a ? or #: give only what stands before it")
        }
        base = String(url.text.reversed().drop { $0 == "/" }.reversed())
    }

    /// The URL of a path that begins with a slash.
    func url(_ path: String) throws(HTTPAddress.Problem) -> HTTPAddress {
        try HTTPAddress(base + path)
    }
}

extension Parameters {
    /// The URL of a path at the service that a parameter names, or that is its standard.
    mutating func url(of path: String, at name: String) -> HTTPAddress? {
        let given = text(name) ?? ""
        do throws(HTTPAddress.Problem) {
            return try ServiceAddress(given.isEmpty ? standard(name) ?? "" : given).url(path)
        } catch {
            fault(name, "is no usable address of a service: it \(error.clause)")
            return nil
        }
    }
}
