/// A bucket, and how what is in it is addressed.
struct S3Bucket: Sendable {
    let name: String

    /// The rules of S3 for names: letters and digits at both ends, `-` and single dots between them.
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard LogCollectLimits.bucket.contains(bytes.count), !text.contains("..") else {
            return false
        }
        return isPlain(bytes[0]) && isPlain(bytes[bytes.count - 1])
            && bytes.allSatisfy { isPlain($0) || "-.".utf8.contains($0) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    /// Nil where its name makes no URL.
    ///
    /// The name is part of the host's, but at other servers, and where a dot in it would not fit the
    /// host's certificate.
    func url(ofKey key: String, _ access: AWSAccess) -> HTTPAddress? {
        let path = PercentEncoding.text(key, keepsSlashes: true)
        let isPart = access.endpoint == nil && !name.contains(".")
        guard let base = access.url(ofHost: isPart ? "\(name).s3" : "s3") else { return nil }
        return try? HTTPAddress(base.text + (isPart ? path : "\(name)/\(path)"))
    }
}
