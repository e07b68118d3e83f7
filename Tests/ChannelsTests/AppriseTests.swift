import Channels
import Domain
import Formats
import TestKit
import Testing

struct AppriseTests {
    private static func faults(_ urls: JSONValue) -> [String] {
        ChannelTable.faults(kind: "apprise", parameters: ["urls": urls]).map(\.message)
    }

    @Test func `its URLs are in what it reads, and in no argument`() throws {
        let channel = try AppriseChannel(
            parameters: ["urls": ["json://host/hidden", "gotify://host/token"]])
        let message = try Message.sample(severity: .warning)
        guard case .program(let request) = try channel.request(for: message, at: .sampleNow).action
        else {
            Issue.record("no program")
            return
        }
        #expect(request.program == "apprise" && request.package == "apprise")
        #expect(
            request.arguments == [
                "--config=/dev/fd/3", "--notification-type=warning", "--input-format=text",
                "--title=\(message.subject)",
            ])
        #expect(request.attachment == Array("json://host/hidden\ngotify://host/token\n".utf8))
        #expect(request.input == Array(message.text.utf8))
    }

    @Test func `what would be another line of its configuration is refused`() {
        for url in ["json://a\ninclude /etc/passwd", "json://a b", "json://a\r"] {
            #expect(Self.faults(.string(url)).first?.hasPrefix("has a blank, a line") == true)
        }
        for url in ["include", "#comment", "tag=json://host", "/etc/passwd", "json:/x"] {
            #expect(Self.faults([.string(url)]).first?.hasPrefix("has what is no URL") == true)
        }
        let long = "json://host/" + String(repeating: "x", count: 8 * 1024)
        #expect(Self.faults(.string(long)) == ["has a URL of more than 8192 bytes"])
    }

    @Test func `a long title is cut, and that is said`() throws {
        let channel = try AppriseChannel(parameters: ["urls": "json://host"])
        let words = String(repeating: "word ", count: 100)
        let request = try channel.request(
            for: .sample(text: words, runName: words), at: .sampleNow)
        guard case .program(let program) = request.action else {
            Issue.record("no program")
            return
        }
        let title = try #require(program.arguments.last)
        if !request.remarks.isEmpty {
            #expect(title.hasSuffix("…"))
            #expect(request.remarks == ["its title was cut to 200 characters"])
        }
        #expect(title.count <= "--title=".count + 200)
    }

    @Test func `every failure of the program is tried again, with its words`() throws {
        let channel = try AppriseChannel(parameters: ["urls": "json://host"])
        func verdict(_ ending: ProgramReply.Ending, _ errors: String = "") -> Verdict {
            channel.verdict(
                on: .program(
                    ProgramReply(program: "apprise", ending: ending, output: "", errors: errors)))
        }
        #expect(verdict(.exited(0)) == .delivered)
        #expect(
            verdict(.exited(1), "no route")
                == .retry(after: nil, reason: "apprise ended with exit status 1: no route"))
        #expect(
            verdict(.signalled(9)) == .retry(after: nil, reason: "apprise was ended by signal 9"))
    }
}
