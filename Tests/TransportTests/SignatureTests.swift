import Channels
import Formats
import TestKit
import Testing
import Transport

/// The signatures that libcurl makes, compared with botocore's for what has arrived.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SignatureTests {
    /// Prints the Authorization header that botocore makes for a request with these signed headers.
    private static let oracle = """
        import json, sys
        from botocore.auth import S3SigV4Auth, SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        for line in sys.stdin:
            given = json.loads(line)
            headers = {name.lower(): value for name, value in given["headers"].items()}
            scope = headers["authorization"].split("Credential=")[1].split(",")[0].split("/")
            signed = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
            base = S3SigV4Auth if scope[3] == "s3" else SigV4Auth
            class Signer(base):
                def payload(self, request):
                    return headers.get("x-amz-content-sha256") or super().payload(request)
            request = AWSRequest(
                method=given["method"], url=given["url"], data=bytes.fromhex(given["body"]),
                headers={name: headers[name] for name in signed if name != "host"})
            request.context["timestamp"] = headers["x-amz-date"]
            signer = Signer(Credentials("AKIDEXAMPLE", given["secret"]), scope[3], scope[2])
            text = signer.string_to_sign(request, signer.canonical_request(request))
            print(
                "AWS4-HMAC-SHA256 Credential=" + signer.scope(request)
                + ", SignedHeaders=" + ";".join(signed)
                + ", Signature=" + signer.signature(text, request), flush=True)
        """

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What the samples ask for, and an upload of bytes that are no text and more than a megabyte.
    private static func requests(to base: String) throws -> [HTTPRequest] {
        var requests: [HTTPRequest] = []
        for sample in ChannelSample.all where ["ses", "sns", "log_collect"].contains(sample.kind) {
            for hasToken in [true, false] {
                var parameters = sample.parameters(base: base)
                if !hasToken { parameters["session_token"] = .null }
                if sample.kind == "log_collect" {
                    parameters["key"] = "a b/é漢+&%/x~y.log"
                    parameters["acl"] = "public-read"
                }
                let channel = try ChannelTable.channel(kind: sample.kind, parameters: parameters)
                switch try channel.request(for: .sample(), at: .sampleNow).action {
                case .http(let request): requests.append(request)
                case .upload(let upload):
                    let sizes = [0, 300, 2_000_000]
                    requests += sizes.map { size in
                        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
                        return upload.request(carrying: body)
                    }
                case .irc, .mail, .program, .log: Issue.record("\(sample)")
                }
            }
        }
        return requests
    }

    @Test(.enabled(if: !PythonChild.isMissing))
    func `requests are signed as botocore signs them`() async throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.oracle])
        let server = try LoopbackServer(then: .status(200, "ok"))
        let transport = try HTTPTransport()
        let requests = try Self.requests(to: "http://127.0.0.1:\(server.port)")
        #expect(requests.count == 10)
        for (index, request) in requests.enumerated() {
            guard case .success(let reply) = await transport.send(request), reply.status == 200
            else {
                Issue.record("not sent")
                return
            }
            let received = server.requests[index]
            #expect(received.body == request.body)
            #expect(received.method == request.method.rawValue)
            let headers = received.headers.map { ($0.name, JSONValue.string($0.value)) }
            #expect(headers.count { $0.0.lowercased() == "x-amz-date" } == 1)
            let given: JSONValue = [
                "method": .string(received.method),
                "url": .string("http://127.0.0.1:\(server.port)\(received.path)"),
                "headers": .object(JSONObject(headers)),
                "body": .string(Self.hexadecimal(received.body)), "secret": "hidden-secret-key",
            ]
            peer.write(given.text + "\n")
            #expect(peer.readLine() == received.header("Authorization"))
            let isSigned = received.header("Authorization")?.contains("x-amz-security-token")
            #expect(isSigned == (received.header("X-Amz-Security-Token") != nil))
        }
        #expect(peer.finish().status == 0)
    }

    @Test func `a handle that signed once does not sign for others`() async throws {
        let server = try LoopbackServer(then: .status(200, "ok"))
        let transport = try HTTPTransport()
        let base = "http://127.0.0.1:\(server.port)"
        for kind in ["sns", "slack"] {
            let sample = try #require(ChannelSample.all.first { $0.kind == kind })
            _ = await transport.send(try #require(try sample.httpRequest(base: base)))
        }
        #expect(server.requests.map { $0.header("Authorization") != nil } == [true, false])
        #expect(
            server.requests.map { $0.header("X-Amz-Security-Token") }
                == ["hidden-session-token", nil])
    }

    @Test func `without credentials nothing is sent`() async throws {
        let server = try LoopbackServer()
        let sample = try #require(ChannelSample.all.first { $0.kind == "sns" })
        var request = try #require(
            try sample.httpRequest(base: "http://127.0.0.1:\(server.port)"))
        request.signing?.credentials = nil
        guard case .failure(let failure) = await (try HTTPTransport()).send(request)
        else {
            Issue.record("sent")
            return
        }
        #expect(failure.kind == .other && server.count == 0)
    }
}
