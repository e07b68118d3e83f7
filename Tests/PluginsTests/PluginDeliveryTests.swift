import Channels
import Domain
import Formats
import Glibc
import Plugins
import TestKit
import Testing
import Transport

/// Deliveries to real plugins, well behaved and not.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PluginDeliveryTests {
    private let folder = PluginFolder()

    private func verdict(
        _ script: String, timeout: Duration? = nil, parameters: JSONObject = [:],
        secrets: JSONObject = ["token": "hidden-token"], message: Message? = nil
    ) async throws -> Verdict {
        try folder.write(
            "pager",
            describing: """
                {"summary": "S", "parameters": [
                    {"name": "to", "form": "text", "default": "ops", "meaning": "Whom."},
                    {"name": "token", "form": "text", "secret": true, "meaning": "The key."}]}
                """, script)
        let found = await PluginSearch(in: PluginFolders([folder.path])).run { _ in }
        let kinds = found.kinds
        let configuration = ChannelConfiguration(
            kind: "pager", parameters: parameters, secretParameters: secrets)
        let channel = try RedactedChannel(configuration, make: kinds.channel(kind:parameters:))
        var request = try channel.request(for: message ?? .sample(), at: .sampleNow)
        if let timeout { request = request.ending(within: timeout) }
        guard case .program(let program) = request.action else {
            throw UnsendableMessage.none
        }
        let verdict = channel.verdict(on: await ProgramTransport().send(program))
        #expect(!"\(verdict)".contains("hidden-token"))
        return verdict
    }

    @Test func `it reads one delivery, with its parameters and their defaults`() async throws {
        let message = try Message.sample(text: "größer 🚀\n\"quoted\"")
        #expect(try await verdict("cat > delivery", message: message) == .delivered)
        let text = try folder.text("delivery")
        #expect(text.hasSuffix("}\n") && text.split(separator: "\n").count == 1)
        let delivery = try JSONValue(parsing: Array(text.utf8))
        #expect(delivery["protocol"] == 1)
        #expect(delivery["id"]?.string == message.id.description)
        #expect(delivery["at"] == "2025-03-08T12:00:00Z")
        #expect(delivery["kind"] == "pager" && delivery["name"] == "on-call")
        #expect(delivery["severity"] == "error")
        #expect(delivery["subject"]?.string == message.subject)
        #expect(delivery["message"]?.string == message.text)
        #expect(delivery["project"] == "default" && delivery["schedule"] == "nightly-backup")
        #expect(delivery["event"]?["occasion"] == "error")
        #expect(delivery["runs"]?.array?.count == 1)
        #expect(delivery["parameters"] == ["to": "ops", "token": "hidden-token"])
    }

    @Test func `its secrets are in no argument and no variable`() async throws {
        let script =
            #"tr '\0' '\n' < /proc/$$/cmdline > seen; env >> seen; ls /proc/self/fd >> seen"#
        #expect(try await verdict(script) == .delivered)
        let seen = try folder.text("seen")
        #expect(!seen.contains("hidden-token"), "\(seen)")
        #expect(seen.hasSuffix("0\n1\n2\n3\n"))
    }

    @Test(
        arguments: [
            ("exit 0", Verdict.delivered), ("echo sent; echo quickly >&2", .delivered),
            (#"echo '{"verdict": "delivered"}'"#, .delivered),
            (#"echo '{"ok": true}'"#, .delivered),
            (
                "echo first >&2; echo no room >&2; exit 75",
                .retry(after: nil, reason: "pager ended with exit status 75: no room")
            ),
            (
                "echo no such person >&2; exit 1",
                .rejected(reason: "pager ended with exit status 1: no such person")
            ),
            ("exit 2", .rejected(reason: "pager ended with exit status 2")),
            (
                #"echo '{"verdict": "retry", "reason": "busy", "after": 90}'"#,
                .retry(after: .seconds(90), reason: "busy")
            ),
            (
                #"echo '{"verdict": "retry", "reason": "busy"}'; exit 1"#,
                .retry(after: nil, reason: "busy")
            ),
            (
                #"echo '{"verdict": "retry", "after": 9999999999}'"#,
                .retry(after: .seconds(86400), reason: "pager gave no reason")
            ),
            (#"echo '{"verdict": "rejected", "reason": "no"}'"#, .rejected(reason: "no")),
            (
                #"echo '{"verdict": "delivered"}'; echo "disk full" >&2; exit 3"#,
                .rejected(reason: "pager ended with exit status 3: disk full")
            ),
            (
                #"echo '{"verdict": "perhaps"}'"#,
                .retry(
                    after: nil,
                    reason: "pager answered what has no meaning: \"verdict\" must be one of "
                        + "delivered, retry, rejected")
            ),
            (
                #"echo '{"verdict": "retry", "after": -1}'"#,
                .retry(
                    after: nil,
                    reason: "pager answered what has no meaning: \"after\" must be a number of "
                        + "seconds, 0 or more")
            ),
            (
                "echo dying >&2; kill -KILL $$",
                .retry(after: nil, reason: "pager was ended by signal 9: dying")
            ),
            (
                "grep -o hidden-token; exit 1",
                .rejected(reason: "pager ended with exit status 1")
            ),
            (
                "grep -o hidden-token >&2; exit 1",
                .rejected(reason: "pager ended with exit status 1: [secret]")
            ),
        ])
    func `what it answers is what becomes of the delivery`(
        script: String, expected: Verdict
    ) async throws {
        #expect(try await verdict(script) == expected)
    }

    @Test func `a flood is read and dropped, and its exit status counts`() async throws {
        #expect(try await verdict("yes | head -c 3000000") == .delivered)
        guard
            case .rejected(let reason) = try await verdict(
                "yes no | head -c 3000000 >&2; exit 1")
        else {
            Issue.record("the flood counts as sent")
            return
        }
        #expect(reason == "pager ended with exit status 1: no")
    }

    @Test func `one that hangs is ended and tried again`() async throws {
        let verdict = try await verdict("sleep 600", timeout: .seconds(1))
        #expect(
            verdict
                == .retry(after: nil, reason: "the program pager did not end within 1 seconds"))
    }

    @Test func `one that others may write by then is not executed`() async throws {
        try folder.write("pager", "touch was-here")
        let found = await PluginSearch(in: PluginFolders([folder.path])).run { _ in }
        let channel = try found.kinds.channel(kind: "pager", parameters: [:])
        #expect(unsafe chmod(folder.file("pager"), 0o777) == 0)
        guard
            case .program(let program) = try channel.request(for: .sample(), at: .sampleNow).action,
            case .retry(nil, let reason) = channel.verdict(
                on: await ProgramTransport().send(program))
        else {
            Issue.record("it is not tried again")
            return
        }
        #expect(reason.hasPrefix("the program pager is not executed: "))
        #expect(unsafe access(folder.file("was-here"), F_OK) != 0)
    }

    @Test func `hostile texts reach it as they are`() async throws {
        for hostile in ["\u{0}\u{7}", "'; touch was-here; '", "$(touch was-here)", "\u{202E}"] {
            let message = try Message.sample(text: hostile, runName: hostile)
            #expect(try await verdict("cat > delivery", message: message) == .delivered)
            let delivery = try JSONValue(parsing: Array(folder.text("delivery").utf8))
            #expect(delivery["message"]?.string == message.text)
        }
        #expect(unsafe access(folder.file("was-here"), F_OK) != 0)
    }
}

extension UnsendableMessage {
    fileprivate static let none = UnsendableMessage("it asks for no program")
}
