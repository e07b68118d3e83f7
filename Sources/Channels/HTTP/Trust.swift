internal import Domain
internal import Formats

/// Which certificates of an https server are believed.
struct Trust: Sendable {
    let caFile: String?
    let verifies: Bool

    /// The parameters that say so, for every channel that takes them.
    static let parameters = [
        ParameterDeclaration(
            "ca_file", .text,
            meaning: "A PEM file with the authorities to trust instead of the system's."),
        ParameterDeclaration(
            "verify_ssl", .boolean, standard: true,
            meaning: "Whether the certificate of an https URL must be valid."),
    ]
}

extension Parameters {
    mutating func trust() -> Trust {
        Trust(caFile: file("ca_file"), verifies: boolean("verify_ssl") ?? true)
    }

    /// A file's path, which must not depend on where the program runs.
    mutating func file(_ name: String) -> String? {
        guard let path = text(name) else { return nil }
        if !path.hasPrefix("/") || path.utf8.contains(0) {
            fault(name, "must be an absolute path, beginning with /")
        }
        return path
    }
}
