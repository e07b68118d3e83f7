import Channels
import Formats
import TestKit
import Testing
import Transport

/// Mails to this machine's own mail system.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SendmailTests {
    private static func script(_ text: String) throws -> ScratchDirectory {
        let scratch = ScratchDirectory()
        try scratch.writeProgram("#!/bin/sh\ncd \(scratch.path)\n\(text)\n", to: "sendmail")
        return scratch
    }

    private static func send(
        _ parameters: JSONObject, by scratch: ScratchDirectory, within time: Duration = .seconds(60)
    ) async throws -> Verdict {
        var request = try ChannelSample.mailRequest(parameters)
        request.timeout = time
        let path = scratch.path
        let reply = await MailTransport(find: { "\(path)/\($0)" }).send(request)
        return try ChannelTable.channel(kind: "mail", parameters: parameters).verdict(on: reply)
    }

    @Test func `without privileges to gain and without a server the program is asked all the same`()
        async throws
    {
        let scratch = try Self.script("cat > mail")
        let refusing = try RefusingPort()
        let path = scratch.path
        let local = MailServer(host: "127.0.0.1", port: refusing.port, security: .none)
        let transport = MailTransport(
            mayGainPrivileges: false, localServer: local, find: { "\(path)/\($0)" })
        let reply = await transport.send(
            try ChannelSample.mailRequest(["to": "root", "from": "me@example.org"]))
        withExtendedLifetime(refusing) {}
        guard case .program(let answer) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(answer.ending == .exited(0))
        #expect(try scratch.text("mail").contains("To: root"))
    }

    @Test func `the program is given the mail, and its arguments name no recipient`() async throws {
        let scratch = try Self.script(#"printf '%s\n' "$@" > arguments; cat > mail"#)
        let parameters: JSONObject = [
            "to": ["root", "ops@example.org"], "bcc": "hidden@example.org",
            "from": "Me <me@example.org>",
        ]
        #expect(try await Self.send(parameters, by: scratch) == .delivered)
        #expect(try scratch.text("arguments") == "-oi\n-t\n-f\nme@example.org\n")
        let lines = try scratch.text("mail").split(separator: "\n")
        #expect(lines.first == "From: Me <me@example.org>")
        #expect(lines.contains("Bcc: hidden@example.org"))
    }

    @Test(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
    func `what the program is given reads well`() async throws {
        let scratch = try Self.script("cat > mail")
        #expect(
            try await Self.send(["to": "root", "cc": "Jö <j@example.org>"], by: scratch)
                == .delivered)
        let mail = try #require(try MailParser.read([try scratch.text("mail")]).first)
        // It knows no mailboxes of a machine.
        #expect(mail["defects"] == ["To: addr-spec local part with no domain"])
        #expect(mail["To"] == [["", "root"]] && mail["Cc"] == [["Jö", "j@example.org"]])
        #expect(mail["text"]?.string?.hasPrefix("Run failed: the nightly backup\n") == true)
    }

    @Test func `one that hangs is ended and tried again`() async throws {
        let scratch = try Self.script("echo thinking; sleep 600")
        let verdict = try await Self.send(["to": "root"], by: scratch, within: .seconds(1))
        #expect(
            verdict
                == .retry(
                    after: nil, reason: "the program sendmail did not end within 1 seconds"))
    }

    @Test func `one that reads nothing, floods or cannot be executed has its verdict`() async throws
    {
        #expect(try await Self.send(["to": "root"], by: Self.script("exit 0")) == .delivered)
        let flood = try Self.script("yes | head -c 1000000; exit 65")
        guard case .rejected(let reason) = try await Self.send(["to": "root"], by: flood) else {
            Issue.record("the flood counts as sent")
            return
        }
        #expect(reason.hasPrefix("sendmail ended with exit status 65: y y y"))
        #expect(reason.utf8.count < 300)
        let broken = ScratchDirectory()
        try broken.write("#!/bin/sh\n", to: "sendmail")
        guard case .retry = try await Self.send(["to": "root"], by: broken) else {
            Issue.record("what cannot be executed counts as sent")
            return
        }
    }

    @Test func `a machine without a mail system says so`() async throws {
        let request = try ChannelSample.mailRequest(["to": "root"])
        let reply = await MailTransport(find: { _ in nil }).send(request)
        guard case .failed(let failure) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(failure.kind == .connect)
        #expect(failure.message == "this machine has no program sendmail in PATH or /usr/sbin")
    }

    @Test func `a cancelled task ends the program`() async throws {
        let scratch = try Self.script("echo $$ > pid; mkfifo go; cat go")
        let path = scratch.path
        let request = try ChannelSample.mailRequest(["to": "root"])
        let task = Task { await MailTransport(find: { "\(path)/\($0)" }).send(request) }
        while (try? scratch.text("pid"))?.hasSuffix("\n") != true { await Task.yield() }
        task.cancel()
        guard case .failed(let failure) = await task.value else {
            Issue.record("it was not cancelled")
            return
        }
        #expect(failure.kind == .cancelled)
    }
}
