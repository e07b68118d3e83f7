internal import Formats

/// The code and the words of an error, as services put them into an answer: XML, or JSON.
struct AWSError: Equatable {
    let code: String
    let message: String

    /// Nil where the answer is none of theirs.
    init?(_ body: [UInt8]) {
        let text = String(decoding: body.prefix(AWSLimits.errorSource), as: UTF8.self)
        if let object = try? JSONValue(parsing: text) {
            guard let code = (object["__type"] ?? object["code"])?.string else { return nil }
            // Some put a name space before it: `com.amazonaws.sns#Throttling`.
            self.init(
                code: String(code.split(separator: "#").last ?? ""),
                message: (object["message"] ?? object["Message"])?.string ?? "")
        } else {
            guard let code = Self.element("Code", of: text) else { return nil }
            self.init(code: code, message: Self.element("Message", of: text) ?? "")
        }
    }

    private init?(code: String, message: String) {
        guard !code.isEmpty else { return nil }
        self.code = code
        self.message = message
    }

    /// What is said in one line.
    var text: String { message.isEmpty ? code : "\(code): \(message)" }

    /// Whether it may go well later although the status says that it will not.
    var isPassing: Bool { Self.passing.contains(code) }

    /// Those that ask to slow down, and of keys and clocks that are about to be renewed.
    private static let passing: Set<String> = [
        "BandwidthLimitExceeded", "ExpiredToken", "ExpiredTokenException", "InternalError",
        "InternalFailure", "KMSThrottling", "KMSThrottlingException", "OperationAborted",
        "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
        "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "RequestTimeout",
        "RequestTimeTooSkewed", "RequestExpired", "ServiceUnavailable", "SlowDown", "Throttled",
        "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
    ]

    /// The text of the first element of a name, which holds no other ones.
    private static func element(_ name: String, of text: String) -> String? {
        guard let start = text.firstRange(of: "<\(name)>"),
            let end = text[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return unescaped(text[start.upperBound..<end.lowerBound])
    }

    private static func unescaped(_ text: Substring) -> String {
        var text = String(text)
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"),
            ("&#39;", "'"), ("&amp;", "&"),
        ] {
            text = text.replacing(entity, with: character)
        }
        return text
    }
}
