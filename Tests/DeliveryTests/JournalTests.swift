import Channels
import Delivery
import Domain
import Formats
import Platform
import Systemd
import TestKit
import Testing
import Transport

/// What notifications write into the log, read back from a journal by journalctl.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct JournalTests {
    private func entries(_ kind: String, _ message: Message) async throws -> [Log.Entry] {
        let heard = Locked<[Log.Entry]>([])
        let log = Log(entries: { entry in heard.withLock { $0.append(entry) } })
        let performer = ChannelPerformer(transport: try HTTPTransport(), log: log)
        let channel = try ChannelTable.channel(kind: kind, parameters: [:])
        let reply = await performer.perform(try channel.request(for: message, at: .sampleNow))
        #expect(channel.verdict(on: reply) == .delivered)
        return heard.withLock { $0 }
    }

    /// A journal with the entries, as systemd's own tool writes what a machine sends to another.
    private func journal(_ entries: [Log.Entry], in folder: ScratchDirectory) throws -> String {
        let file = folder.file("test.journal")
        let blocks = entries.enumerated().map { index, entry in
            (["__REALTIME_TIMESTAMP=\(1_741_435_200_000_000 + index)"]
                + Log.journalLines(of: entry, identifier: "notifyd")).joined(separator: "\n") + "\n"
        }
        let written = try PeerProcess.run(
            ["/lib/systemd/systemd-journal-remote", "--output=\(file)", "-"],
            input: blocks.joined(separator: "\n") + "\n")
        #expect(written.status == 0, "\(written)")
        return file
    }

    private func found(_ words: [String], in file: String) throws -> [JSONValue] {
        let run = try PeerProcess.run(
            ["journalctl", "--quiet", "--file=\(file)", "--output=json"] + words)
        return try run.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test func `entries are found by their fields, and have the severity as priority`()
        async throws
    {
        let failed = try Message.sample(text: "two\nlines", notification: "on-call")
        let worked = try Message.sample(
            error: nil, state: "completed", occasion: .completed, severity: .warning,
            notification: "weekly")
        let entries =
            try await entries("console", failed) + entries("logger", worked)
        let folder = ScratchDirectory()
        let file = try journal(entries, in: folder)

        let console = try found(["NOTIFYD_CHANNEL=console"], in: file)
        #expect(
            console.map { $0["MESSAGE"] } == [
                "[error] Run failed: two lines",
                "error nightly-backup 0195760d-7f00-7000-8000-000000000002 exit status 2",
            ])
        for entry in console {
            for (field, value) in [
                ("PRIORITY", "3"), ("SYSLOG_IDENTIFIER", "notifyd"),
                ("MESSAGE_ID", LogKind.message.rawValue), ("NOTIFYD_PROJECT", "default"),
                ("NOTIFYD_SCHEDULE", "nightly-backup"),
                ("NOTIFYD_RUN", "0195760d-7f00-7000-8000-000000000002"),
                ("NOTIFYD_DELIVERY", "0195760d-7f00-7000-8000-000000000001.on-call"),
                ("NOTIFYD_NOTIFICATION", "on-call"), ("NOTIFYD_OCCASION", "error"),
            ] { #expect(entry[field]?.string == value, "\(field)") }
        }
        let logger = try found(["NOTIFYD_CHANNEL=logger", "--priority=warning"], in: file)
        #expect(logger.map { $0["MESSAGE"] } == ["Run completed: the nightly backup"])
        #expect(logger.first?["PRIORITY"] == "4")
        #expect(try found(["--priority=err"], in: file).count == 2)
        #expect(try found(["NOTIFYD_SCHEDULE=nightly-backup"], in: file).count == 3)
        #expect(try found(["NOTIFYD_SCHEDULE=other"], in: file) == [])
    }
}
