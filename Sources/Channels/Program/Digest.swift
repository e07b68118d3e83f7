internal import CSodium
internal import Formats

/// Tells configurations apart, and shows nothing of them.
enum Digest {
    static func text(of words: [String]) -> String {
        var bytes = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES_MIN))
        let source = JSONValue.array(words.map(JSONValue.string)).bytes
        _ = unsafe crypto_generichash(
            &bytes, bytes.count, source, UInt64(source.count), nil, 0)
        return Base64.text(bytes)
    }
}
