import Channels
import Formats
import Glibc
import TestKit
import Testing
import Transport

/// Debian's postfix as this machine's mail system, which hands everything on to a server of the test.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: Postfix.isInstalled, "Debian's postfix is not installed"),
    .enabled(if: geteuid() == 0, "postfix is started by root alone"),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct PostfixTests {
    @Test func `what is given to its sendmail arrives for everybody, hidden ones included`()
        async throws
    {
        let server = try LoopbackMailServer()
        let postfix = try Postfix(handingTo: server.port)
        let parameters: JSONObject = [
            "to": "Jürgen <ops@example.org>", "cc": "c@example.org", "bcc": "hidden@example.org",
            "from": "Backup <backup@example.org>",
        ]
        let message = try ChannelSample.mailRequest(
            parameters, for: .sample(text: ".\n..\nFrom größer to 🚀\n.\nend"))
        let path = postfix.sendmail
        let reply = await MailTransport(find: { _ in path }).send(message)
        #expect(try ChannelSample.mailChannel(parameters).verdict(on: reply) == .delivered)
        let mails = try server.mails(atLeast: 1)
        #expect(mails.first?["from"] == "backup@example.org")
        let recipients = mails.flatMap { $0["to"]?.array ?? [] }.compactMap(\.string)
        #expect(Set(recipients) == ["ops@example.org", "c@example.org", "hidden@example.org"])
        let mail = try #require(try server.readMails().first)
        #expect(mail["defects"] == [] && mail["Bcc"] == [])
        #expect(mail["To"] == [["Jürgen", "ops@example.org"]])
        #expect(mail.header("Message-ID")?.hasSuffix(".on-call@example.org>") == true)
        #expect(
            mail["text"]?.string?.hasPrefix("Run failed: .\n..\nFrom größer to 🚀\n.\nend\n")
                == true)
    }

    @Test func `without a sender it says whose mail it is`() async throws {
        let server = try LoopbackMailServer()
        let postfix = try Postfix(handingTo: server.port)
        let path = postfix.sendmail
        let reply = await MailTransport(find: { _ in path }).send(
            try ChannelSample.mailRequest(["to": "ops@example.org"]))
        guard case .program(let program) = reply, program.ending == .exited(0) else {
            Issue.record("\(reply)")
            return
        }
        let from = try #require(try server.mails(atLeast: 1).first?["from"]?.string)
        #expect(from.hasPrefix("root@"), "\(from)")
        let origin = try #require(MailOrigin.ofThisMachine())
        #expect(
            try server.readMails().first?["From"]
                == [["notifyd", .string(origin.sender.address.text)]])
    }
}

/// A postfix of its own, with its queue in a scratch folder; it ends with the test, whatever becomes of it.
private final class Postfix {
    static let isInstalled = unsafe access("/usr/sbin/postfix", X_OK) == 0

    /// The program that hands it mails.
    let sendmail: String
    private let scratch = ScratchDirectory(mode: 0o755)
    private let keeper: PeerProcess

    struct Failure: Error {
        let said: String
    }

    init(handingTo port: UInt16) throws {
        sendmail = scratch.file("sendmail")
        let folder = scratch.file("etc")
        keeper = try PeerProcess(["sh", "-c", Self.start, scratch.path, String(port)])
        try scratch.writeProgram(
            "#!/bin/sh\nexec /usr/sbin/sendmail -C \(folder) \"$@\"\n", to: "sendmail")
        let said = keeper.readLine() ?? ""
        guard said == "started" else { throw Failure(said: said) }
    }

    deinit {
        // Before its folder goes.
        keeper.finish()
    }

    private static let start = """
        set -eu
        exec 2>&1
        mkdir "$0/etc" "$0/queue" "$0/data"
        chown postfix "$0/data"
        cat > "$0/etc/main.cf" <<END
        compatibility_level = 3.6
        queue_directory = $0/queue
        data_directory = $0/data
        myhostname = relay.example.org
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        relayhost = [127.0.0.1]:$1
        maillog_file = $0/queue/log
        maillog_file_prefixes = $0/queue
        END
        while read -r name kind private wakeup most program; do
            echo "$name $kind $private - n $wakeup $most $program"
        done > "$0/etc/master.cf" <<END
        pickup unix n 60 1 pickup
        cleanup unix n - 0 cleanup
        qmgr unix n 300 1 qmgr
        rewrite unix - - - trivial-rewrite
        bounce unix - - 0 bounce
        defer unix - - 0 bounce
        trace unix - - 0 bounce
        error unix - - - error
        retry unix - - - error
        smtp unix - - - smtp
        relay unix - - - smtp
        postlog unix-dgram n - 1 postlogd
        END
        /usr/sbin/postfix -c "$0/etc" start > "$0/start" 2>&1 < /dev/null || cat "$0/start"
        echo started
        cat > "$0/rest"
        /usr/sbin/postfix -c "$0/etc" stop > "$0/stop" 2>&1 < /dev/null
        """
}
