import CSodium

/// Seals secrets for the database, and opens them (XChaCha20-Poly1305, libsodium's crypto_aead(3)).
struct SecretBox: Sendable {
    static let keyBytes = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    private static let nonceBytes = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagBytes = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    private let key: [UInt8]

    /// Takes a key of `keyBytes` bytes.
    init(key: [UInt8]) {
        precondition(key.count == Self.keyBytes)
        precondition(Self.isReady)
        self.key = key
    }

    static func makeKey() -> [UInt8] { random(keyBytes) }

    /// A nonce of its own, and the sealed bytes; the reference is sealed with them.
    func seal(_ plain: [UInt8], for reference: String) -> [UInt8] {
        let nonce = Self.random(Self.nonceBytes)
        let reference = Array(reference.utf8)
        var sealed = [UInt8](repeating: 0, count: plain.count + Self.tagBytes)
        var count: UInt64 = 0
        _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, &count, plain, UInt64(plain.count), reference, UInt64(reference.count), nil,
            nonce, key)
        return nonce + sealed.prefix(Int(count))
    }

    /// Nil when they were sealed with another key or for another reference, or have been changed.
    func open(_ sealed: [UInt8], for reference: String) -> [UInt8]? {
        guard sealed.count >= Self.nonceBytes + Self.tagBytes else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceBytes))
        let body = Array(sealed.dropFirst(Self.nonceBytes))
        let reference = Array(reference.utf8)
        var plain = [UInt8](repeating: 0, count: body.count - Self.tagBytes)
        var count: UInt64 = 0
        let result = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, &count, nil, body, UInt64(body.count), reference, UInt64(reference.count),
            nonce, key)
        return result == 0 ? Array(plain.prefix(Int(count))) : nil
    }

    /// The library has to be told that it is used, once (sodium_init(3)).
    private static let isReady = sodium_init() >= 0

    private static func random(_ count: Int) -> [UInt8] {
        precondition(isReady)
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}
