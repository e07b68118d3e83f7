package import Domain
import Formats

/// Finds the secrets that references lead to, on behalf of a program.
package struct SecretResolver: Sendable {
    private let program: String
    private let environment: @Sendable (String) -> String?

    /// Takes the name of the program, for its errors, and what stands for its environment.
    package init(
        for program: String = "notifyd",
        environment: @escaping @Sendable (String) -> String? = ProcessEnvironment.value
    ) {
        self.program = program
        self.environment = environment
    }

    /// The secret, without the line break at the end of a file.
    package func secret(_ reference: SecretReference) throws(UnresolvedSecret) -> String {
        if reference.fault != nil {
            throw UnresolvedSecret("the reference \(reference) cannot be followed: set it anew")
        }
        switch reference {
        case .environment(let name):
            guard let text = environment(name) else {
                throw UnresolvedSecret(
                    "\(reference) is not in the environment of \(program): set it there, and start "
                        + "\(program) anew")
            }
            return try checked(Array(text.utf8), reference)
        case .file(let path): return try file(path, reference)
        case .credential(let name):
            guard let folder = environment("CREDENTIALS_DIRECTORY") else {
                throw UnresolvedSecret(
                    "\(reference) cannot be read, since systemd has handed no credentials to "
                        + "\(program): name it in LoadCredential= of its unit")
            }
            return try file("\(folder)/\(name)", reference)
        }
    }

    private func file(
        _ path: String, _ reference: SecretReference
    ) throws(UnresolvedSecret) -> String {
        let bytes: [UInt8]
        do throws(SmallFile.Failure) {
            bytes = try SmallFile.bytes(path, atMost: Limits.secretBytes)
        } catch {
            switch error {
            case .unreadable(let error):
                throw UnresolvedSecret(
                    "\(reference) cannot be read (\(SystemError.text(error.errno))): let "
                        + "\(program) read it")
            case .noFile:
                throw UnresolvedSecret("\(reference) is no regular file: put the secret into one")
            case .tooLarge: throw tooLarge(reference)
            }
        }
        return try checked(bytes, reference)
    }

    private func tooLarge(_ reference: SecretReference) -> UnresolvedSecret {
        UnresolvedSecret(
            "\(reference) has more than \(Limits.secretBytes) bytes: no secret is as long")
    }

    private func checked(
        _ bytes: [UInt8], _ reference: SecretReference
    ) throws(UnresolvedSecret) -> String {
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard bytes.count <= Limits.secretBytes else { throw tooLarge(reference) }
        guard !bytes.isEmpty else {
            throw UnresolvedSecret("\(reference) is empty: put the secret there")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UnresolvedSecret("\(reference) is no text in UTF-8: put the secret there as one")
        }
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        guard isPlain else {
            throw UnresolvedSecret(
                "\(reference) has a line break or another control character within: leave only the "
                    + "secret")
        }
        return text
    }
}

/// Why a reference does not lead to a secret, without what it leads to.
package struct UnresolvedSecret: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
