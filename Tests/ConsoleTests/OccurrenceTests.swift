import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct OccurrenceTests {
    @Test func `occurrences of an expression need no service`() async throws {
        let result = try await Notifyctl.run([
            "next-occurrences", "--expression", "0 2 * * *", "--timezone", "America/New_York",
            "--from", "2025-03-08T12:00Z", "--count", "3", "--output=json",
        ])
        #expect(
            result.output
                == #"{"occurrences": ["2025-03-09T07:00:00Z", "2025-03-10T06:00:00Z", "2025-03-11T06:00:00Z"]}"#
                + "\n")
        #expect(result.status == 0)
    }

    @Test func `without a zone the machine's own counts, and people see its time`() async throws {
        let result = try await Notifyctl.run([
            "next-occurrences", "--expression=30 4 * * *", "--from=2025-07-01T12:00:00+02:00",
            "-n1",
        ])
        #expect(result.output.hasPrefix("2025-07-02 04:30:00 ("))
    }

    @Test func `those of a schedule come from the service`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl(
            "next-occurrences", "nightly", "--from=2025-03-08T12:00Z", "--output=json")
        #expect(
            result.output == #"{"occurrences": ["2025-03-09T07:00:00Z", "2025-03-10T06:00:00Z"]}"#
                + "\n")
        #expect(
            server.service.asked.first?.parameters == [
                "project": "default", "schedule": "nightly", "from": "2025-03-08T12:00:00Z",
                "count": 10,
            ])
    }
}
