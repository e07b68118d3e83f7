internal import Domain
internal import Formats
internal import Rendering

/// The parameters of a log's collection, checked.
struct LogCollectConfiguration: Sendable {
    enum Access: String, CaseIterable, Sendable {
        case isPrivate = "private"
        case isPublic = "public-read"
    }

    let bucket: S3Bucket
    let key: BodyTemplate
    let acl: Access?
    let expiry: Duration
    let access: AWSAccess

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: LogCollectChannel.declaration)
        let name = parameters.text("bucket") ?? ""
        bucket = S3Bucket(name: name)
        if !name.isEmpty, !S3Bucket.isName(name) {
            parameters.fault(
                "bucket",
                "is no bucket's name: it has \(LogCollectLimits.bucket.lowerBound) to "
                    + "\(LogCollectLimits.bucket.upperBound) small letters, digits, - and dots")
        }
        let key = parameters.text("key") ?? ""
        self.key = BodyTemplate(
            .string(key.isEmpty ? LogCollectChannel.standardKey : key), path: "key")
        acl = Self.acl(&parameters)
        expiry = Self.expiry(&parameters)
        access = AWSAccess(&parameters)
        try parameters.finish()
    }

    private static func acl(_ parameters: inout Parameters) -> Access? {
        guard let word = parameters.text("acl"), !word.isEmpty else { return nil }
        guard let acl = Access(rawValue: word) else {
            let known = Access.allCases.map(\.rawValue).joined(separator: " or ")
            parameters.fault("acl", "must be \(known)")
            return nil
        }
        return acl
    }

    private static func expiry(_ parameters: inout Parameters) -> Duration {
        let longest = LogCollectLimits.longestLink
        guard let text = parameters.text("expiry"), !text.isEmpty else { return longest }
        guard let time = Duration(text: text), time >= LogCollectLimits.shortestLink,
            time <= longest
        else {
            parameters.fault(
                "expiry", "must be a time such as 12h or 7d, which is the longest that S3 allows")
            return longest
        }
        return time
    }
}
