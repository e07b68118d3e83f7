import Channels
import Domain
import Formats
import TestKit
import Testing

/// What the channels to Amazon Web Services have in common.
struct AWSTests {
    static let keys: JSONObject = ["access_key": "AKIDEXAMPLE", "secret_key": "wJalrXUtnFEMI"]

    /// The parameters with keys.
    static func signed(_ parameters: JSONObject) -> JSONObject {
        JSONObject((parameters.members + keys.members).map { ($0.name, $0.value) })
    }

    static func request(
        _ kind: String, _ parameters: JSONObject, _ message: Message? = nil
    ) throws -> HTTPRequest {
        let channel = try ChannelTable.channel(kind: kind, parameters: signed(parameters))
        switch try channel.request(for: message ?? .sample(), at: .sampleNow).action {
        case .http(let request): return request
        case .upload(let upload): return upload.request
        case .irc, .mail, .program, .log: throw Unexpected()
        }
    }

    private struct Unexpected: Error {}

    /// The fields of a form.
    static func fields(_ request: HTTPRequest) -> [String: String] {
        let pairs = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
            $0.split(separator: "=", omittingEmptySubsequences: false).map { decoded($0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            bytes.append(UInt8(digits, radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func xml(_ code: String, _ message: String) -> [UInt8] {
        Array(
            """
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error>
            <Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message>
            </Error><RequestId>42</RequestId></ErrorResponse>
            """.utf8)
    }

    @Test(arguments: [
        ("Throttling", 400), ("ThrottlingException", 400), ("SlowDown", 403),
        ("RequestTimeout", 400), ("ExpiredToken", 403), ("RequestTimeTooSkewed", 403),
        ("ServiceUnavailable", 503), ("Unheard", 500),
    ])
    func `errors that pass are tried again, whatever their status`(
        code: String, status: Int
    ) throws {
        for kind in ["ses", "sns", "log_collect"] {
            let channel = try #require(ChannelSample.all.first { $0.kind == kind }).channel()
            let verdict = channel.verdict(
                on: .http(HTTPReply(status: status, body: Self.xml(code, "Rate &lt; wanted"))))
            #expect(
                verdict
                    == .retry(
                        after: nil,
                        reason: "127.0.0.1:9 answered \(status): \(code): Rate < wanted"))
        }
    }

    @Test func `other errors end the delivery with their code and words`() throws {
        let sns = try #require(ChannelSample.all.first { $0.kind == "sns" }).channel()
        let bodies = [
            Self.xml("InvalidParameter", "Invalid parameter: TopicArn"),
            Array(
                #"{"__type": "x#InvalidParameter", "message": "Invalid parameter: TopicArn"}"#.utf8),
        ]
        for body in bodies {
            #expect(
                sns.verdict(on: .http(HTTPReply(status: 400, body: body)))
                    == .rejected(
                        reason: "127.0.0.1:9 answered 400: InvalidParameter: "
                            + "Invalid parameter: TopicArn"))
        }
    }

    @Test func `a bucket in another region is named`() throws {
        let channel = try #require(ChannelSample.all.first { $0.kind == "log_collect" }).channel()
        let reply = HTTPReply(
            status: 301, headers: [HTTPHeader("x-amz-bucket-region", "us-west-2")],
            body: Array(
                "<Error><Code>PermanentRedirect</Code><Message>Not here.</Message></Error>".utf8))
        #expect(
            channel.verdict(on: .http(reply))
                == .rejected(
                    reason: "127.0.0.1:9 answered 301: PermanentRedirect: Not here.; the bucket "
                        + "is in the region us-west-2"))
    }

    @Test(
        arguments: [
            (["secret_key": "s"], "access_key"), (["access_key": "a"], "secret_key"),
            (["session_token": "t"], "access_key"),
            (["access_key": "a b", "secret_key": "s"], "access_key"),
            (["access_key": "a", "secret_key": "s\n"], "secret_key"),
            (["region": "EU West"], "region"), (["endpoint": "http://host/path"], "endpoint"),
            (["endpoint": "http://user@host"], "endpoint"), (["endpoint": "host"], "endpoint"),
            (["configuration_set": "a b"], "configuration_set"),
            (["to": "jürgen@example.org"], "to"), (["from": "nobody"], "from"),
        ] as [(JSONObject, String)])
    func `parameters that do not fit are named`(given: JSONObject, path: String) throws {
        var parameters: JSONObject = [
            "to": "a@example.org", "from": "b@example.org", "region": "eu-west-1",
        ]
        for member in given.members { parameters[member.name] = member.value }
        let faults = ChannelTable.faults(kind: "ses", parameters: parameters)
        #expect(faults.map(\.path) == [path])
        for fault in faults { #expect(fault.message.count < 200) }
    }

    @Test func `only administrators may leave the credentials out`() throws {
        for sample in ChannelSample.all where ["ses", "sns", "log_collect"].contains(sample.kind) {
            var parameters = sample.parameters()
            for name in ["access_key", "secret_key", "session_token"] { parameters[name] = .null }
            func faults(_ allowed: Bool, _ parameters: JSONObject) -> [String] {
                ChannelKinds.builtIn.faults(
                    kind: sample.kind, parameters: parameters, allowsOwnCredentials: allowed
                ).map(\.path)
            }
            #expect(faults(true, parameters) == [])
            #expect(faults(false, parameters) == ["access_key"])
            #expect(faults(false, sample.parameters()) == [])
        }
    }

    @Test func `the environment says what the parameters do not`() throws {
        let missing = ChannelTable.faults(kind: "ses", parameters: ["to": "a@example.org"])
        #expect(missing.map(\.path) == ["from", "region"])
        let others: [String: [String: String]] = [
            "ses": ["SES_EMAIL": "b@example.org", "AWS_REGION": "eu-west-1"],
            "sns": ["SNS_ARN": "arn:aws:sns:eu-west-1:123456789012:alarms"],
            "log_collect": ["S3_BUCKET": "logs", "AWS_REGION": "eu-west-1"],
        ]
        for (kind, environment) in others {
            let to: JSONObject = kind == "ses" ? ["to": "a@example.org"] : [:]
            _ = try Self.channel(kind, Self.signed(to), environment)
                .request(for: .sample(), at: .sampleNow)
        }
        let parameters = Self.signed(["to": "a@example.org", "from": "b@example.org"])
        func destination(_ environment: [String: String], _ parameters: JSONObject) throws -> String
        {
            try Self.channel("ses", parameters, environment).destination.text
        }
        let both = ["AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-west-1"]
        #expect(try destination(both, parameters) == "email.eu-west-3.amazonaws.com:443")
        #expect(
            try destination(["AWS_DEFAULT_REGION": "cn-north-1"], parameters)
                == "email.cn-north-1.amazonaws.com.cn:443")
        var own = parameters
        own["region"] = "us-east-2"
        #expect(try destination(both, own) == "email.us-east-2.amazonaws.com:443")
    }

    private static func channel(
        _ kind: String, _ parameters: JSONObject, _ environment: [String: String]
    ) throws -> RedactedChannel {
        try RedactedChannel(
            ChannelConfiguration(kind: kind, parameters: parameters),
            in: ChannelEnvironment { environment[$0] })
    }
}
