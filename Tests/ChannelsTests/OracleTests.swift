import Channels
import Domain
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

    private static let cloudEventReader = """
        import json, sys
        from cloudevents.core.bindings.http import HTTPMessage, from_http_event

        for line in sys.stdin:
            given = json.loads(line)
            event = from_http_event(HTTPMessage(given["headers"], given["body"].encode()))
            attributes = {name: str(value) for name, value in event.get_attributes().items()}
            answer = {"attributes": attributes, "data": event.get_data()}
            print(json.dumps({**answer, "time": event.get_time().timestamp()}), flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `cloudevents reads the same event from either mode`() throws {
        let peer = try PeerProcess([
            try #require(PythonChild.interpreter), "-c", Self.cloudEventReader,
        ])
        for hostile in HostileText.all {
            let message = try Message.sample(text: hostile.text, error: hostile.text)
            let plain = try JSONValue(parsing: WebhookTests.request(message: message).body)
            var events: [JSONValue] = []
            for mode in ["structured", "binary"] {
                let request = try WebhookTests.request(
                    ["cloudevents": .string(mode)], message: message)
                let given: JSONValue = [
                    "body": .string(String(decoding: request.body, as: UTF8.self)),
                    "headers": .object(
                        JSONObject(
                            request.headers.map {
                                ($0.name.lowercased(), JSONValue.string($0.value))
                            })),
                ]
                peer.write(given.text + "\n")
                events.append(try JSONValue(parsing: try #require(peer.readLine())))
            }
            for event in events {
                #expect(event["data"] == plain, "\(hostile.testDescription)")
                let attributes = event["attributes"]
                #expect(
                    attributes?["id"] == "0195760d-7f00-7000-8000-000000000001_on-call")
                #expect(attributes?["type"] == "io.notifyd.run.error")
                #expect(
                    attributes?["source"] == "/notifyd/projects/default/schedules/nightly-backup")
                #expect(attributes?["subject"] == "0195760d-7f00-7000-8000-000000000002")
                #expect(event["time"]?.double == Double(Timestamp.sampleNow.seconds))
            }
        }
        #expect(peer.finish().status == 0)
    }

    private static let formReader = """
        import json, sys
        from urllib.parse import parse_qsl

        for line in sys.stdin:
            fields = parse_qsl(json.loads(line), keep_blank_values=True, strict_parsing=True)
            print(json.dumps(dict(fields)), flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing), .timeLimit(.minutes(Patience.minutes)))
    func `a form is read as what was put into it`() throws {
        let peer = try PeerProcess([try #require(PythonChild.interpreter), "-c", Self.formReader])
        for hostile in HostileText.all {
            let text = JSONValue.string(hostile.text)
            let request = try WebhookTests.request([
                "format": "form", "override_body": ["first": "x", hostile.text + "=": text],
            ])
            peer.write(
                JSONValue.string(String(decoding: request.body, as: UTF8.self)).text + "\n")
            // What is a template is rendered before.
            guard hostile.testDescription != "templates" else {
                _ = peer.readLine()
                continue
            }
            let fields = try JSONValue(parsing: try #require(peer.readLine()))
            #expect(fields["first"] == "x")
            #expect(fields[hostile.text + "="] == text, "\(hostile.testDescription)")
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
