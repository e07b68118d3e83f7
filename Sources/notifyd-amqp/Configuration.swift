import CRabbitMQ
import Formats

/// The parameters of a delivery, checked.
struct Configuration {
    enum Declaration: String, CaseIterable {
        case durable, passive, never
    }

    struct Problem: Error {
        let reason: String
    }

    /// Where Debian's ca-certificates has those of the system.
    static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

    private(set) var host = "localhost"
    private(set) var port: Int32?
    private(set) var user = "guest"
    private(set) var password = "guest"
    private(set) var virtualHost = "/"
    private(set) var encrypts: Bool?
    let verifies: Bool
    let authorities: String
    let exchange: String
    let routingKey: String?
    let declaration: Declaration
    let isMandatory: Bool

    init(_ parameters: JSONObject) throws(Problem) {
        func text(_ name: String) -> String? {
            parameters[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
        func short(_ name: String) throws(Problem) -> String? {
            guard let text = text(name) else { return nil }
            guard text.utf8.count <= Bounds.shortString, !text.utf8.contains(0) else {
                throw Problem(
                    reason: "\(name) has a NUL byte or more than \(Bounds.shortString) bytes")
            }
            return text
        }
        guard let exchange = try short("exchange") else {
            throw Problem(reason: "exchange is missing, the topic exchange to publish to")
        }
        self.exchange = exchange
        routingKey = try short("routing_key")
        let word = text("declare") ?? Declaration.durable.rawValue
        guard let declaration = Declaration(rawValue: word) else {
            let words = Declaration.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(reason: "declare must be one of \(words)")
        }
        self.declaration = declaration
        isMandatory = parameters["mandatory"]?.bool ?? false
        verifies = parameters["verify_ssl"]?.bool ?? true
        authorities = text("ca_file") ?? Self.systemAuthorities
        if let url = text("url") { try take(url: url) }
        host = try short("host") ?? host
        user = try short("username") ?? user
        password = text("password") ?? password
        virtualHost = try short("vhost") ?? virtualHost
        encrypts = parameters["tls"]?.bool ?? encrypts
        if let port = parameters["port"]?.integer {
            guard (1...65535).contains(port) else {
                throw Problem(reason: "port must be 1 to 65535")
            }
            self.port = Int32(port)
        }
        for (name, value) in [("username", user), ("password", password)]
        where value.utf8.contains(0) {
            throw Problem(reason: "\(name) has a NUL byte")
        }
    }

    /// The reason never repeats it, for it has a password.
    private mutating func take(url: String) throws(Problem) {
        var bytes = Array(url.utf8CString)
        let isEncrypted = url.hasPrefix("amqps:")
        let isTaken = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            var found = unsafe crabbit_broker()
            guard let start = buffer.baseAddress,
                unsafe crabbit_parse_url(start, &found)
            else { return false }
            unsafe host = String(cString: found.host)
            unsafe user = String(cString: found.user)
            unsafe password = String(cString: found.password)
            unsafe virtualHost = String(cString: found.virtual_host)
            unsafe port = Int32(found.port)
            return true
        }
        guard isTaken else {
            throw Problem(reason: "url is no URL such as amqps://user:password@host:port/vhost")
        }
        encrypts = isEncrypted
    }

    /// A broker of this machine needs no encryption.
    var isEncrypted: Bool {
        encrypts ?? !(host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }

    var usedPort: Int32 { port ?? (isEncrypted ? 5671 : 5672) }

    /// For people; holds nothing secret.
    var place: String { "\(host):\(usedPort)" }
}
