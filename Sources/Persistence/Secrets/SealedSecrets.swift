import Formats

/// The secrets of one set of notifications or one notifier, as they are stored.
struct SealedSecrets {
    /// The member that names a secret in stored parameters.
    private static let member = "secret"

    let box: SecretBox
    let sealed: [String: [UInt8]]
    /// Why a secret is not there any more, and what to do.
    let whyDeleted: String

    /// What is stored in place of secret parameters.
    static func stored(_ reference: String?) -> JSONValue {
        .object(reference.map { [member: .string($0)] } ?? [:])
    }

    /// Bytes of what is sealed under the reference in a stored text, none where there is none.
    func bytes(_ stored: String) -> Int {
        let reference = try? JSONValue(parsing: stored)[Self.member]?.string
        return reference.flatMap { sealed[$0]?.count } ?? 0
    }

    /// The secret parameters that a stored text stands for.
    func parameters(_ stored: String) throws(UnreadableRow) -> JSONObject {
        let object = try Self.object(stored)
        if object.isEmpty { return object }
        guard let reference = object[Self.member]?.string, object.count == 1 else {
            throw UnreadableRow("its secrets cannot be found: set it anew")
        }
        guard let sealed = sealed[reference] else { throw UnreadableRow(whyDeleted) }
        guard let plain = box.open(sealed, for: reference) else {
            throw UnreadableRow("its secrets in the store are damaged: set it anew")
        }
        return try Self.object(String(decoding: plain, as: UTF8.self))
    }

    static func object(_ text: String) throws(UnreadableRow) -> JSONObject {
        do throws(JSONError) {
            if let object = try JSONValue(parsing: text).object { return object }
        } catch {
            throw UnreadableRow("its parameters cannot be read: \(error)")
        }
        throw UnreadableRow("its parameters are no object")
    }
}
