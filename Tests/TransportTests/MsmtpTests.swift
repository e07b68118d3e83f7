import Channels
import Formats
import Glibc
import TestKit
import Testing
import Transport

/// Debian's msmtp in the place of sendmail, which hands mails on to a server.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: Msmtp.isInstalled, "Debian's msmtp is not installed"),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct MsmtpTests {
    private static func send(_ parameters: JSONObject, through port: UInt16) async throws
        -> Verdict
    {
        let scratch = ScratchDirectory()
        try scratch.write(
            """
            account default
            host 127.0.0.1
            port \(port)
            tls off
            from fallback@example.org

            """, to: "msmtprc")
        try scratch.writeProgram(
            "#!/bin/sh\nexec \(Msmtp.program) -C \(scratch.file("msmtprc")) \"$@\"\n",
            to: "sendmail")
        let path = scratch.path
        let reply = await MailTransport(find: { "\(path)/\($0)" }).send(
            try ChannelSample.mailRequest(parameters))
        return try ChannelTable.channel(kind: "mail", parameters: parameters).verdict(on: reply)
    }

    @Test func `it takes the mail, finds the recipients in it, and hides those to be hidden`()
        async throws
    {
        let server = try LoopbackMailServer()
        let verdict = try await Self.send(
            ["to": "Ops <ops@example.org>", "bcc": "hidden@example.org", "from": "me@example.org"],
            through: server.port)
        #expect(verdict == .delivered)
        let mail = try #require(try server.mails().first)
        #expect(mail["from"] == "me@example.org")
        #expect(mail["to"] == ["ops@example.org", "hidden@example.org"])
        let read = try #require(try server.readMails().first)
        #expect(read["defects"] == [] && read["Bcc"] == [])
        #expect(read["To"] == [["Ops", "ops@example.org"]])
        #expect(read["text"]?.string?.hasPrefix("Run failed: the nightly backup\n") == true)
    }

    @Test func `its exit statuses mean what they say`() async throws {
        let refusals: JSONObject = [
            "gone@example.org": "550 no such user", "full@example.org": "452 full",
        ]
        let server = try LoopbackMailServer(refusals: refusals)
        guard
            case .rejected(let reason) = try await Self.send(
                ["to": "gone@example.org"], through: server.port)
        else {
            Issue.record("a refused recipient counts as sent, or is tried again")
            return
        }
        #expect(reason.contains("no such user"), "\(reason)")
        let refusing = try RefusingPort()
        guard case .retry = try await Self.send(["to": "a@example.org"], through: refusing.port)
        else {
            Issue.record("a server that is not there is not tried again")
            return
        }
    }
}

private enum Msmtp {
    static let program = "/usr/bin/msmtp"
    static let isInstalled = unsafe access(program, X_OK) == 0
}
