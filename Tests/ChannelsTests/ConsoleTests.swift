import Channels
import Domain
import Formats
import TestKit
import Testing

struct ConsoleTests {
    private func lines(_ message: Message) throws -> [LogLine] {
        let channel = try ConsoleChannel(parameters: [:])
        guard case .log(let lines) = try channel.request(for: message, at: .sampleNow).action else {
            return []
        }
        return lines
    }

    @Test func `a failed run is a line with its error`() throws {
        let lines = try lines(.sample())
        #expect(
            lines.map(\.text) == [
                "[error] Run failed: the nightly backup",
                "error nightly-backup 0195760d-7f00-7000-8000-000000000002 exit status 2",
            ])
        #expect(lines.allSatisfy { $0.severity == .error })
    }

    @Test func `each line says what it is about`() throws {
        for subject in try lines(.sample()).map(\.subject) {
            #expect(subject.kind == "console")
            #expect(
                subject.delivery.description == "0195760d-7f00-7000-8000-000000000001.on-call")
            #expect(subject.key.description == "default/nightly-backup")
            #expect(subject.run?.description == "0195760d-7f00-7000-8000-000000000002")
            #expect(subject.occasion == .error)
        }
    }

    @Test func `a completed run is a line with its results`() throws {
        let message = try Message.sample(
            error: nil, state: "completed", results: ["drift": .number(0.25), "model": "b"],
            occasion: .completed, severity: .info)
        #expect(
            try lines(message).map(\.text) == [
                "[info] Run completed: the nightly backup",
                "completed nightly-backup 0195760d-7f00-7000-8000-000000000002 drift=0.25,model=b",
            ])
    }
}
