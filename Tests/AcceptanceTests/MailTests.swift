import Formats
import TestKit
import Testing

/// Mails of a schedule, from its file to a server that nobody here wrote.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct MailTests {
    private static func schedule(_ port: UInt16, further: String = "") -> String {
        """
        name: nightly
        when: "@yearly"
        command: echo the disk is full; exit 3
        notifications:
          - name: mail
            kind: mail
            when: error
            subject: "{{ run.metadata.name }} ended with {{ run.status.exit_code }}"
            params:
              to: [ops@example.org, gone@example.org]
              from: Backup <backup@example.org>
              server: 127.0.0.1:\(port)
        \(further)
        """
    }

    @Test func `a failed run is mailed, with the end of its log, and who does not get it is told`()
        async throws
    {
        let server = try LoopbackMailServer(
            .starttls, login: ("me", "hidden-password"),
            refusals: ["gone@example.org": "550 5.1.1 no such user"])
        let service = try await Service.started()
        let login = """
                  username: me
                  password: hidden-password
                  ca_file: \(server.caFile)
            """
        try await service.apply(Self.schedule(server.port, further: login))
        _ = try await service.run("nightly")
        let sent = try await service.delivery("nightly", "mail") { $0.state == "sent" }
        let reason = sent.delivery["reason"]?.string ?? ""
        #expect(
            reason
                == "127.0.0.1:\(server.port) refused the recipient gone@example.org with 550: "
                + "5.1.1 no such user")
        #expect(sent.attempts.last?["status"] == 250)
        let mail = try #require(try server.readMails(atLeast: 1).first)
        #expect(mail.header("Subject") == "nightly ended with 3")
        #expect(mail["text"]?.string?.contains("the disk is full") == true)
        let shown = try await service.done("show-schedule", "nightly")
        #expect(shown.contains("mail ops@example.org, gone@example.org"), "\(shown)")
        #expect(!shown.contains("hidden-password") && !service.log.contains("hidden-password"))
    }

    @Test func `a mail under way when notifyd is killed is sent again, as the same one`()
        async throws
    {
        let thinking = try RudeMailServer(at: "message", "hang")
        let service = try await Service.started()
        try await service.apply(Self.schedule(thinking.port))
        _ = try await service.run("nightly")
        let first = try #require(await Self.identifier(thinking))
        try await service.kill()
        try await service.start()
        #expect(await Self.identifier(thinking) == first)
        // It ends although the server has yet to say what becomes of the mail.
        #expect(try await service.stop() == .exited(0))
    }

    /// The line that identifies the next mail which the server has whole.
    private static func identifier(_ server: RudeMailServer) async -> String? {
        var identifier: String?
        while let command = await server.nextCommand() {
            if command.hasPrefix("Message-ID") { identifier = command }
            if command == "message" { return identifier }
        }
        return nil
    }
}
