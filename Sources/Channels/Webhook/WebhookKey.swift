internal import CSodium

/// The symmetric key of Standard Webhooks (version 1.0.0, "Signature scheme").
struct WebhookKey: Sendable {
    private let bytes: [UInt8]

    /// `whsec_` is followed by base64; any other text is the key itself. Nil when it is neither.
    init?(_ text: String) {
        let prefix = "whsec_"
        if text.hasPrefix(prefix) {
            guard let decoded = Self.decodedBase64(String(text.dropFirst(prefix.count))) else {
                return nil
            }
            bytes = decoded
        } else {
            bytes = Array(text.utf8)
        }
        if bytes.isEmpty { return nil }
    }

    /// The value of the header `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`.
    func signature(id: String, timestamp: String, body: [UInt8]) -> String {
        var state = crypto_auth_hmacsha256_state()
        var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        let head = Array("\(id).\(timestamp).".utf8)
        _ = unsafe crypto_auth_hmacsha256_init(&state, bytes, bytes.count)
        _ = unsafe crypto_auth_hmacsha256_update(&state, head, UInt64(head.count))
        _ = unsafe crypto_auth_hmacsha256_update(&state, body, UInt64(body.count))
        _ = unsafe crypto_auth_hmacsha256_final(&state, &code)
        return "v1,\(Base64.text(code))"
    }

    /// Padding may be missing, as it is in some services' secrets.
    private static func decodedBase64(_ text: String) -> [UInt8]? {
        let plain = text.reversed().drop { $0 == "=" }.count
        let source = Array(text.utf8.prefix(plain)).map(CChar.init(bitPattern:))
        var bytes = [UInt8](repeating: 0, count: source.count)
        var size = 0
        let result = unsafe sodium_base642bin(
            &bytes, bytes.count, source, source.count, nil, &size, nil,
            sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
        return result == 0 ? Array(bytes.prefix(size)) : nil
    }
}
