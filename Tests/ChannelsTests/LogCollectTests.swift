import Channels
import Domain
import Formats
import TestKit
import Testing

struct LogCollectTests {
    private static func request(_ parameters: JSONObject) throws -> HTTPRequest {
        var all: JSONObject = ["bucket": "logs", "region": "eu-west-1"]
        for member in parameters.members { all[member.name] = member.value }
        return try AWSTests.request("log_collect", all)
    }

    private static func link(_ parameters: JSONObject) throws -> LogLink {
        var all = AWSTests.signed(["bucket": "logs", "region": "eu-west-1"])
        for member in parameters.members { all[member.name] = member.value }
        let channel = try ChannelTable.channel(kind: "log_collect", parameters: all)
        return try #require(channel.logLink(for: .sample()))
    }

    private static let key = "default/nightly-backup/0195760d-7f00-7000-8000-000000000002.log"

    @Test(
        arguments: [
            (["bucket": "logs"], "https://logs.s3.eu-west-1.amazonaws.com/"),
            (["bucket": "lo.gs"], "https://s3.eu-west-1.amazonaws.com/lo.gs/"),
            (["region": "cn-north-1"], "https://logs.s3.cn-north-1.amazonaws.com.cn/"),
            (["endpoint": "http://minio.example:9000"], "http://minio.example:9000/logs/"),
            (["endpoint": "https://s3.example/"], "https://s3.example/logs/"),
        ] as [(JSONObject, String)])
    func `objects are where the bucket is`(parameters: JSONObject, base: String) throws {
        let request = try Self.request(parameters)
        #expect(request.url.text == base + Self.key)
        #expect(request.method == .put)
        #expect(try Self.link(parameters).url == request.url)
    }

    @Test(arguments: [
        (
            "{{ schedule.name }}_run{{ run.metadata.uid }}_log",
            "nightly-backup_run0195760d-7f00-7000-8000-000000000002_log"
        ),
        ("/a//b c\\d/", "a/b_c_d"), ("../{{ event.occasion }}/./x", "_/error/_/x"),
        ("é+&?#%", "%C3%A9%2B%26%3F%23%25"), ("a\u{0}b\nc", "a_b_c"),
    ])
    func `keys are made of templates, and are safe`(template: String, path: String) throws {
        let request = try Self.request(["key": .string(template)])
        #expect(request.url.text == "https://logs.s3.eu-west-1.amazonaws.com/" + path)
    }

    @Test func `a key whose template fails gives way to the standard one`() throws {
        let parameters = AWSTests.signed([
            "bucket": "logs", "region": "eu-west-1", "key": "{{ nothing.at.all }}",
        ])
        let channel = try ChannelTable.channel(kind: "log_collect", parameters: parameters)
        let request = try channel.request(for: .sample(), at: .sampleNow)
        guard case .upload(let upload) = request.action else {
            Issue.record("no upload")
            return
        }
        #expect(upload.request.url.text.hasSuffix(Self.key))
        #expect(request.remarks.count == 2)
        #expect(request.remarks.last == "the standard key was used instead")
    }

    @Test func `a key of nothing or too much is refused`() throws {
        for key in ["{{ '' }}", "///", String(repeating: "k", count: 1025)] {
            #expect(throws: UnsendableMessage.self) { try Self.request(["key": .string(key)]) }
        }
    }

    @Test func `an object is private unless it is asked for otherwise`() throws {
        func acl(_ parameters: JSONObject) throws -> String? {
            try Self.request(parameters).headers.first { $0.name == "x-amz-acl" }?.value
        }
        #expect(try acl([:]) == nil)
        #expect(try acl(["acl": "private"]) == "private")
        #expect(try acl(["acl": "public-read"]) == "public-read")
        let link = try Self.link(["acl": "public-read"])
        #expect(link.text(at: .sampleNow) == "https://logs.s3.eu-west-1.amazonaws.com/" + Self.key)
        for parameters in [[:], ["acl": "private"]] as [JSONObject] {
            let text = try #require(try Self.link(parameters).text(at: .sampleNow))
            #expect(text.contains("X-Amz-Expires=604800&") && text.contains("&X-Amz-Signature="))
        }
    }

    @Test(
        arguments: [
            (["bucket": "Logs"], "bucket"), (["bucket": "a"], "bucket"),
            (["bucket": "a..b"], "bucket"),
            (["acl": "public"], "acl"), (["expiry": "8d"], "expiry"), (["expiry": "0s"], "expiry"),
            (["expiry": "soon"], "expiry"),
        ] as [(JSONObject, String)])
    func `parameters that do not fit are named`(given: JSONObject, path: String) {
        var parameters: JSONObject = ["bucket": "logs", "region": "eu-west-1"]
        for member in given.members { parameters[member.name] = member.value }
        let faults = ChannelTable.faults(kind: "log_collect", parameters: parameters)
        #expect(faults.map(\.path) == [path])
    }

    @Test func `a log that is not there ends the delivery`() throws {
        let channel = try #require(ChannelSample.all.first { $0.kind == "log_collect" }).channel()
        #expect(
            channel.verdict(on: .failed(TransportFailure(.absent, "the run has no log")))
                == .rejected(reason: "the run has no log"))
    }

    private static let oracle = """
        import datetime, json, sys
        import botocore.auth
        from botocore.auth import S3SigV4QueryAuth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        for line in sys.stdin:
            given = json.loads(line)
            now = datetime.datetime.fromisoformat(given["now"])
            # Botocore's own clock, whatever it is called in this version.
            class Clock(datetime.datetime):
                @classmethod
                def utcnow(cls): return now.replace(tzinfo=None)
                @classmethod
                def now(cls, tz=None): return now
            if hasattr(botocore.auth, "get_current_datetime"):
                botocore.auth.get_current_datetime = lambda *a, **k: now.replace(tzinfo=None)
            botocore.auth.datetime = type("m", (), {"datetime": Clock, "timezone": datetime.timezone})
            request = AWSRequest(method="GET", url=given["url"])
            credentials = Credentials(given["access"], given["secret"], given["token"])
            signer = S3SigV4QueryAuth(credentials, "s3", given["region"], expires=given["expires"])
            signer.add_auth(request)
            print(request.url, flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `links are those that botocore makes`() throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.oracle])
        let tokens: [String?] = [nil, "FwoGZXIvYXdzE+/=="]
        let keys = ["plain.log", "a b/é漢+&%/x~y_z-.log", "{{ schedule.name }}/{{ event.at }}"]
        for (endpoint, region) in [
            (nil, "eu-west-1"), ("http://minio.example:9000", "us-east-1"),
            ("https://s3.example", "ap-south-1"),
        ] as [(String?, String)] {
            for (token, key) in tokens.flatMap({ token in keys.map { (token, $0) } }) {
                var parameters: JSONObject = [
                    "key": .string(key), "region": .string(region), "expiry": "12h",
                ]
                parameters["endpoint"] = endpoint.map(JSONValue.string)
                parameters["session_token"] = token.map(JSONValue.string)
                let link = try Self.link(parameters)
                let given: JSONValue = [
                    "now": "2025-03-08T12:00:00+00:00", "url": .string(link.url.text),
                    "access": "AKIDEXAMPLE", "secret": "wJalrXUtnFEMI",
                    "token": token.map(JSONValue.string) ?? .null, "region": .string(region),
                    "expires": 43200,
                ]
                peer.write(given.text + "\n")
                #expect(peer.readLine() == link.text(at: .sampleNow))
            }
        }
        #expect(peer.finish().status == 0)
    }
}
