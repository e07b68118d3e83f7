/// With what we prove to an https server who we are.
package struct ClientCertificate: Sendable, Equatable {
    /// A PEM file; what signs the certificate may follow it there.
    package let file: String
    /// A PEM file with its key; nil where that is in the same one.
    package let keyFile: String?
    /// What the key is encrypted with.
    package let password: String?

    package init(file: String, keyFile: String? = nil, password: String? = nil) {
        self.file = file
        self.keyFile = keyFile
        self.password = password
    }
}

extension Parameters {
    mutating func clientCertificate() -> ClientCertificate? {
        let certificate = file("client_certificate")
        let key = file("client_key")
        let password = text("client_key_password").flatMap { $0.isEmpty ? nil : $0 }
        guard let certificate else {
            for (name, isGiven) in [
                ("client_key", key != nil), ("client_key_password", password != nil),
            ] where isGiven {
                fault(name, "belongs to a certificate, and there is none: add client_certificate")
            }
            return nil
        }
        return ClientCertificate(file: certificate, keyFile: key, password: password)
    }
}
