import Formats
import Platform
import TestKit
import Testing

/// Plugins in verbs that need no service.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PluginTests {
    private let folder = PluginFolder()

    private func notifyctl(_ arguments: String...) throws -> (status: Int32, output: String) {
        try PeerProcess.run(
            ["env", "NOTIFYD_PLUGINS=\(folder.path)", BuiltProgram.notifyctl] + arguments)
    }

    @Test func `send tells through a plugin, and says what it answered`() throws {
        try folder.write(
            "pager",
            describing: """
                {"summary": "Pages.", "parameters": [
                    {"name": "to", "form": "text", "required": true, "meaning": "Whom."},
                    {"name": "token", "form": "text", "secret": true, "meaning": "The key."}]}
                """, #"cat > delivery; grep -o hidden-token delivery; exit 75"#)
        let sent = try notifyctl(
            "--output=json", "send", "--notification=kind=pager,to=me,token=hidden-token")
        #expect(sent.status != 0)
        let report = try JSONValue(parsing: Array(sent.output.utf8))
        #expect(report["reason"] == "pager ended with exit status 75", "\(sent.output)")
        #expect(report["answer"]?["status"] == 75)
        #expect(!sent.output.contains("hidden-token"))
        let delivery = try JSONValue(parsing: Array(folder.text("delivery").utf8))
        #expect(delivery["parameters"] == ["to": "me", "token": "hidden-token"])
    }

    @Test func `a command is a channel without a service`() throws {
        let file = folder.file("told")
        let notification = """
            [{kind: exec, params: {command: ["cp", "/dev/stdin", "\(file)"]}}]
            """
        try folder.writeProgram("notification.yaml", notification)
        let sent = try notifyctl("send", folder.file("notification.yaml"))
        #expect(sent.status == 0, "\(sent.output)")
        #expect(try folder.text("told").contains(#""kind":"exec""#))
    }
}
