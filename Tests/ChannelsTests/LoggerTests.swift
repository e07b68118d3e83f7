import Channels
import Domain
import Formats
import TestKit
import Testing

struct LoggerTests {
    private func entries(
        _ parameters: JSONObject = [:], _ message: Message? = nil
    ) throws -> (lines: [LogLine], remarks: [String]) {
        let channel = try LoggerChannel(parameters: parameters)
        let request = try channel.request(for: message ?? .sample(), at: .sampleNow)
        guard case .log(let lines) = request.action else { return ([], []) }
        return (lines, request.remarks)
    }

    @Test func `it is one entry with the message alone`() throws {
        let lines = try entries([:], .sample(severity: .warning)).lines
        #expect(lines.map(\.text) == ["Run failed: the nightly backup"])
        #expect(lines.map(\.severity) == [.warning])
        #expect(lines.map(\.subject.kind) == ["logger"])
    }

    @Test func `a message of its own is a template`() throws {
        let said = try entries(["message": "{{ run.metadata.name }}\n{{ event.reason }}"])
        #expect(said.lines.map(\.text) == ["nightly-backup exit"])
        #expect(said.remarks.isEmpty)
        let broken = try entries(["message": "{{ run.status.results.drift.mean }}"])
        #expect(broken.remarks.count == 1)
        #expect(
            broken.remarks.first?.hasPrefix("the template message failed at ") == true,
            "\(broken.remarks)")
    }
}
