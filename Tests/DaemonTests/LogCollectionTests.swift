import Formats
import Glibc
import Platform
import TestKit
import Testing

/// The whole way of a log: written by a command, put into a bucket, linked to by a message.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LogCollectionTests {
    private static func told(_ bucket: LoopbackServer, _ hook: LoopbackServer) -> JSONValue {
        [
            [
                "name": "log", "kind": "log_collect", "when": ["error", "skipped"],
                "params": [
                    "bucket": "logs", "endpoint": .string(bucket.url()),
                    "access_key": "AKIDEXAMPLE",
                    "secret_key": "hidden-secret-key", "acl": "public-read",
                ],
            ],
            [
                "name": "hook", "kind": "webhook", "when": ["error"],
                "params": ["url": .string(hook.url())],
            ],
        ]
    }

    @Test func `the log of a run is collected, and its message leads there`() async throws {
        try await TestDaemon.with { daemon in
            let (bucket, hook) = (
                try LoopbackServer(then: .status(200)), try LoopbackServer()
            )
            let client = try await daemon.client()
            try await client.apply(
                schedule(
                    "job", "echo one; echo two >&2; exit 3",
                    ["notifications": Self.told(bucket, hook)]))
            let run = try #require(try await client.start("job").string)
            let message = try #require(await hook.received(1).first)
            let object = try #require(bucket.requests.first)
            #expect(object.method == "PUT")
            #expect(object.path == "/logs/default/job/\(run).log")
            #expect(object.header("Authorization")?.contains("hidden-secret-key") == false)
            let folder = ScratchDirectory()
            let file = try Descriptor.open(folder.file("log.gz"), O_WRONLY | O_CREAT)
            _ = try file.write(object.body[...], isSocket: false)
            let log = try PeerProcess.run(["gzip", "-dc", folder.file("log.gz")])
            #expect(log.status == 0 && log.output == "one\ntwo\n")
            let text = try JSONValue(parsing: message.body)["message"]?.string
            #expect(
                text
                    == "Run failed: job (exit status 3)\nLog: \(bucket.url())logs/default/job/\(run).log"
            )
        }
    }
}
