import Channels
import Delivery
import Domain
import Formats
import Platform
import TestKit
import Testing
import Transport

/// The channels to Amazon Web Services against moto, which refuses what is not signed well.
@Suite(
    .enabled(
        if: !PythonChild.isMissing, "Tests/run installs the packages of Tests/requirements.txt"),
    .serialized, .timeLimit(.minutes(Patience.minutes)))
struct MotoTests {
    private struct GivenLog: RunLogSource {
        let text: String

        func read(
            _ run: UID, endingIn bound: Int64, _ take: (String) throws -> Void
        ) async throws { try take(text) }
    }

    private let moto: MotoServer

    init() throws { moto = try MotoServer.shared.get() }

    private func send(
        _ kind: String, _ parameters: JSONObject, _ message: Message, log: String = ""
    ) async throws -> Verdict {
        let channel = try ChannelTable.channel(kind: kind, parameters: parameters)
        let performer = ChannelPerformer(
            transport: try HTTPTransport(), logs: GivenLog(text: log), log: Log { _, _ in })
        let request = try channel.request(for: message, at: .sampleNow)
        return channel.verdict(on: await performer.perform(request))
    }

    @Test func `a log is put where the link leads`() async throws {
        let log = "first line é漢😀\n" + String(repeating: "and so on\n", count: 10_000)
        for (acl, isPublic) in [(JSONValue.null, false), ("public-read", true)] {
            let parameters = moto.parameters([
                "bucket": "logs", "region": "eu-west-1", "acl": acl,
                "key": "{{ schedule.name }} é+&/run{{ run.metadata.uid }}.log",
            ])
            let message = try Message.sample()
            #expect(try await send("log_collect", parameters, message, log: log) == .delivered)
            let key = "nightly-backup_é+&/run0195760d-7f00-7000-8000-000000000002.log"
            let object = try await moto.ask("object", key)
            #expect(object["text"]?.string == log)
            #expect(object["type"] == "text/plain; charset=utf-8" && object["encoding"] == "gzip")
            #expect(object["public"] == .bool(isPublic))
        }
    }

    @Test func `a mail arrives as it was made`() async throws {
        let parameters = moto.parameters([
            "to": "Ops <ops@example.org>", "bcc": ["boss@example.org"],
            "from": "Backups <me@example.org>", "region": "eu-west-1",
        ])
        for hostile in ["the nightly backup", "a+b&c=d%20é😀\r\n.\r\nFrom x"] {
            #expect(try await send("ses", parameters, .sample(text: hostile)) == .delivered)
            let mail = try await moto.ask("mail")
            #expect(mail["source"] == "me@example.org")
            // Moto adds whom the header names.
            let recipients = mail["to"]?.array?.prefix(2)
            #expect(recipients == ["ops@example.org", "boss@example.org"])
            let raw = try #require(mail["raw"]?.string)
            #expect(raw.contains("\r\nTo: Ops <ops@example.org>\r\n"))
            #expect(raw.contains("\r\nAuto-Submitted: auto-generated\r\n"))
            #expect(
                raw.contains("\r\nIn-Reply-To: <notifyd.default.nightly-backup@example.org>\r\n"))
            #expect(!raw.contains("boss@"))
        }
    }

    @Test func `a notice reaches the topic's subscribers`() async throws {
        let parameters = moto.parameters(["topic": .string(moto.topic)])
        let text = "a+b&c=d%20é😀 <\"'>"
        #expect(try await send("sns", parameters, .sample(text: text)) == .delivered)
        let notice = try await moto.ask("notice")
        #expect(notice["Subject"] == "Run failed: nightly-backup")
        #expect(notice["Message"]?.string?.hasPrefix("Run failed: \(text)\n") == true)
        #expect(notice["MessageAttributes"]?["notifyd.occasion"]?["Value"] == "error")
        #expect(notice["TopicArn"]?.string == moto.topic)
    }

    @Test func `what is refused says why`() async throws {
        var wrong = moto.parameters(["topic": .string(moto.topic)])
        wrong["secret_key"] = "not-the-secret-key"
        guard case .rejected(let reason) = try await send("sns", wrong, .sample()) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains(" answered 403: SignatureDoesNotMatch: "))

        let nowhere = moto.parameters(["bucket": "no-such-bucket", "region": "eu-west-1"])
        guard
            case .rejected(let reason) = try await send("log_collect", nowhere, .sample(), log: "x")
        else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains(" answered 404: NoSuchBucket: "))

        let stranger = moto.parameters([
            "to": "ops@example.org", "from": "stranger@example.com", "region": "eu-west-1",
        ])
        guard case .rejected(let reason) = try await send("ses", stranger, .sample()) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains(" answered 400: MessageRejected: "))
    }
}
