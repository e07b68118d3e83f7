internal import Formats

/// What requests to Amazon Web Services are signed with.
package struct AWSCredentials: Sendable, Hashable {
    /// Says whose the secret key is; it stands in every request and link, and is no secret.
    package let accessKey: String
    package let secretKey: String
    /// Comes with keys that are valid for some hours.
    package let sessionToken: String?

    package init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }

    /// What of them must show nowhere.
    package var secretWords: SecretWords {
        var secrets: JSONObject = ["secret_key": .string(secretKey)]
        secrets["session_token"] = sessionToken.map(JSONValue.string)
        return SecretWords(in: secrets)
    }
}
