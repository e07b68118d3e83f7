internal import Channels
internal import Formats

/// Credentials that end, as the agents of machines and containers answer.
struct LentCredentials: Sendable {
    let credentials: AWSCredentials
    private let end: Timestamp?

    /// Nil when the answer is none of theirs.
    init?(_ reply: HTTPReply) {
        guard reply.status == 200, !reply.bodyIsCut,
            let object = try? JSONValue(parsing: reply.body),
            let access = object["AccessKeyId"]?.string, !access.isEmpty,
            let secret = object["SecretAccessKey"]?.string, !secret.isEmpty
        else { return nil }
        credentials = AWSCredentials(
            accessKey: access, secretKey: secret, sessionToken: object["Token"]?.string)
        end = object["Expiration"]?.string.flatMap { Timestamp($0) }
    }

    func hasEnded(at now: Timestamp) -> Bool { end.map { $0 <= now } ?? false }

    func endsSoon(at now: Timestamp) -> Bool {
        end.map { $0 - now <= AWSLimits.credentialsMargin } ?? false
    }
}
