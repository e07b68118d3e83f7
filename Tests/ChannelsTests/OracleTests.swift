import Channels
import Formats
import TestKit
import Testing

/// The services' own Python libraries judge what we send; the interpreter comes from the environment.
struct OracleTests {
    private static let verifier = """
        import json, sys, time
        from standardwebhooks.webhooks import Webhook

        print(int(time.time()), flush=True)
        for line in sys.stdin:
            given = json.loads(line)
            Webhook(given["secret"]).verify(given["body"], given["headers"])
            print("verified", flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `standardwebhooks verifies our signatures`() throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.verifier])
        let now = Timestamp(seconds: try #require(peer.readLine().flatMap { Int64($0) }))
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        for hostile in HostileText.all {
            let request = try WebhookTests.request(
                ["secret": .string(secret)], message: .sample(text: hostile.text), at: now)
            let given: JSONValue = [
                "secret": .string(secret),
                "body": .string(String(decoding: request.body, as: UTF8.self)),
                "headers": .object(
                    JSONObject(request.headers.map { ($0.name, JSONValue.string($0.value)) })),
            ]
            peer.write(given.text + "\n")
            #expect(peer.readLine() == "verified", "\(hostile.testDescription)")
        }
        #expect(peer.finish().status == 0)
    }

    private static let validator = """
        import json, sys
        from slack_sdk.models.blocks import Block

        for line in sys.stdin:
            payload = json.loads(line)
            blocks = [Block.parse(block) for block in payload["blocks"]]
            assert blocks and len(blocks) <= 50 and None not in blocks
            for block in blocks:
                block.validate_json()
            for block, given in zip(blocks, payload["blocks"]):
                assert type(block).__name__ in (
                    "HeaderBlock", "SectionBlock", "ContextBlock"), block
                assert block.to_dict()["type"] == given["type"]
            print("valid", flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `slack_sdk finds our blocks valid`() throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.validator])
        for hostile in HostileText.all {
            let text = hostile.text
            let payload = try SlackTests.payload(.sample(text: text, runName: text, error: text))
            peer.write(payload.text + "\n")
            #expect(peer.readLine() == "valid", "\(hostile.testDescription)")
        }
        #expect(peer.finish().status == 0)
    }
}
