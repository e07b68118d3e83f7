internal import CSodium

/// Tells destinations apart, without showing what is secret in them.
enum Distinction {
    /// Bytes of the digest.
    private static let size = 16

    /// A digest (BLAKE2b) of all that decides where messages go.
    static func digest(_ parts: [String]) -> String {
        let input = parts.flatMap { part in
            // Its length first, so that no two lists run together alike.
            Array("\(part.utf8.count):\(part)".utf8)
        }
        var digest = [UInt8](repeating: 0, count: size)
        _ = unsafe crypto_generichash(
            &digest, digest.count, input, UInt64(input.count), nil, 0)
        return Base64.text(digest)
    }
}
