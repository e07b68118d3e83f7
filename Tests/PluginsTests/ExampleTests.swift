import Channels
import Domain
import Formats
import Platform
import Plugins
import TestKit
import Testing
import Transport

/// The plugins that ship as documentation.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ExampleTests {
    private let folder = PluginFolder()

    /// The kinds that copies of them are.
    private func kinds() async throws -> ChannelKinds {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        for name in ["append.sh", "gateway.py"] {
            let text = try WholeFile.text("\(root)/Packaging/examples/plugins/\(name)")
            try folder.writeProgram(name, text)
        }
        let found = await PluginSearch(
            in: PluginFolders([folder.path]), within: .seconds(60 * Patience.minutes)
        ).run { _ in }
        #expect(found.faults == [])
        return found.kinds
    }

    private func verdict(
        _ kinds: ChannelKinds, _ kind: String, _ parameters: JSONObject, text: String = "told"
    ) async throws -> Verdict {
        let channel = try kinds.channel(kind: kind, parameters: parameters)
        guard
            case .program(var request) = try channel.request(
                for: .sample(text: text), at: .sampleNow
            ).action
        else { throw UnsendableMessage("no program") }
        request.timeout = .seconds(60 * Patience.minutes)
        return channel.verdict(on: await ProgramTransport().send(request))
    }

    @Test(.enabled(if: ProgramSearch.path(of: "jq") != nil, "Debian's jq is not installed"))
    func `append writes a line for each delivery, whatever it says`() async throws {
        let kinds = try await kinds()
        #expect(kinds.declaration(of: "append")?.isForAdministrators == true)
        let parameters: JSONObject = ["file": .string(folder.file("told"))]
        let hostile = "'; touch \(folder.file("was-here")); $(id) \"\\\n"
        for text in ["told", hostile] {
            #expect(try await verdict(kinds, "append", parameters, text: text) == .delivered)
        }
        let lines = try folder.text("told").split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let values = try JSONValue(parsing: Array(line.utf8)).array ?? []
            #expect(values.count == 3 && values[1] == "error")
        }
        let nowhere: JSONObject = ["file": .string(folder.file("missing/told"))]
        guard case .retry(nil, let reason) = try await verdict(kinds, "append", nowhere) else {
            Issue.record("a folder may come")
            return
        }
        #expect(reason.hasPrefix("append.sh ended with exit status 75"))
    }

    @Test func `gateway asks the gateway, and passes its answer on`() async throws {
        let kinds = try await kinds()
        let server = try LoopbackServer(
            .status(204), .reply(status: 429, headers: ["Retry-After": "7"]), .status(400, "no"),
            then: .status(500, "no"))
        let parameters: JSONObject = [
            "url": .string(server.url("/send")), "to": ["+49 30 1234567"], "token": "hidden-token",
        ]
        let long = String(repeating: "größer ", count: 40)
        #expect(try await verdict(kinds, "gateway", parameters, text: long) == .delivered)
        #expect(
            try await verdict(kinds, "gateway", parameters)
                == .retry(after: .seconds(7), reason: "the gateway answered 429"))
        #expect(
            try await verdict(kinds, "gateway", parameters)
                == .rejected(reason: "the gateway answered 400"))
        #expect(
            try await verdict(kinds, "gateway", parameters)
                == .retry(after: nil, reason: "the gateway answered 500"))
        let first = try #require(server.requests.first)
        #expect(first.header("authorization") == "Bearer hidden-token")
        #expect(Set(server.requests.compactMap { $0.header("idempotency-key") }).count == 1)
        let body = try JSONValue(parsing: first.body)
        #expect(body["to"] == ["+49 30 1234567"])
        #expect(body["text"]?.string?.hasSuffix("…") == true && body["text"]?.string?.count == 160)
        let refusing = try RefusingPort()
        let away: JSONObject = [
            "url": .string("http://127.0.0.1:\(refusing.port)/"), "to": "+49 30 1234567",
        ]
        guard case .retry(nil, let reason) = try await verdict(kinds, "gateway", away) else {
            Issue.record("a gateway that is away may come back")
            return
        }
        withExtendedLifetime(refusing) {}
        #expect(reason.hasPrefix("the gateway did not answer"))
    }
}
