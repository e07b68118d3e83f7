import Formats
import TestKit
import Testing

/// What notifyctl says, and the status that it ends with.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ClientTests {
    private func alone(_ words: [String], socket: String = "/nonexistent/socket") async throws
        -> Answer
    {
        try await Answer(
            of: Child([Programs.notifyctl] + words, environment: ["NOTIFYD_SOCKET": socket]))
    }

    private static let statuses: [(words: String, status: Int32)] = [
        ("help", 0), ("version", 0), ("--help", 0), ("", 2), ("explode", 2),
        ("list-schedules --explode", 2), ("show-schedule", 2), ("show-schedule a b", 2),
        ("list-schedules", 3), ("status", 3), ("watch", 3), ("start-schedule a --wait", 3),
    ]

    @Test(arguments: statuses)
    func `without a daemon the status says what is the matter`(words: String, status: Int32)
        async throws
    {
        let answer = try await alone(words.split(separator: " ").map(String.init))
        #expect(answer.status == status, "\(words): \(answer)")
        if status == 0 {
            #expect(!answer.output.isEmpty && answer.errors.isEmpty, "\(answer)")
        } else {
            #expect(answer.output.isEmpty && !answer.errors.isEmpty, "\(answer)")
        }
    }

    @Test(arguments: [
        ["show-schedule", "unknown"], ["delete-schedule", "unknown"],
        ["pause-schedule", "unknown"],
        ["resume-schedule", "unknown"], ["start-schedule", "unknown"],
        ["next-occurrences", "unknown"], ["show-run", "0190e2b4-0000-7000-8000-000000000000"],
        ["logs", "0190e2b4-0000-7000-8000-000000000000"],
        ["abort-run", "0190e2b4-0000-7000-8000-000000000000"],
        ["resend-notifications", "0190e2b4-0000-7000-8000-000000000000"],
        ["set-schedule-notifications", "unknown", "--none"],
        ["set-run-notifications", "0190e2b4-0000-7000-8000-000000000000", "--none"],
        ["list-notifications", "unknown"],
    ])
    func `what is not there ends with 4 and one sentence`(words: [String]) async throws {
        let service = try await Service.started()
        let answer = try await alone(words, socket: service.socket)
        #expect(answer.status == 4, "\(words): \(answer)")
        #expect(answer.errors.split(separator: "\n").count == 1, "\(answer)")
    }

    @Test func `next-occurrences of an expression needs no daemon`() async throws {
        let answer = try await alone([
            "next-occurrences", "--expression", "30 2 * * *", "--timezone", "America/New_York",
            "--from", "2025-03-08T12:00:00Z", "--count", "2", "--output=json",
        ])
        #expect(answer.status == 0, "\(answer)")
        let reply = try JSONValue(parsing: answer.output)
        let instants = reply["occurrences"]?.array?.compactMap(\.string) ?? []
        #expect(instants.count == 2)
        // On that Sunday New York's clocks went from 2:00 to 3:00.
        #expect(instants.first?.hasPrefix("2025-03-09T07:") == true, "\(instants)")
        #expect(instants.last == "2025-03-10T06:30:00Z")
    }

    @Test(arguments: Examples.files)
    func `every example is taken by check`(path: String) async throws {
        let answer = try await alone(["check", path])
        #expect(answer.status == 0, "\(answer)")
    }

    @Test func `the schedules in README are taken by check`() async throws {
        let scratch = Scratch()
        let blocks = Examples.readmeSchedules
        #expect(!blocks.isEmpty)
        for block in blocks {
            try scratch.write(block, to: "readme.yaml")
            let answer = try await alone(["check", scratch.file("readme.yaml")])
            #expect(answer.status == 0, "\(block)\n\(answer)")
        }
    }

    @Test func `secrets are not shown`() async throws {
        let service = try await Service.started()
        let secret = "T0000/B0000/not-for-everybody"
        try await service.apply(
            """
            name: quiet
            when: "@yearly"
            command: "true"
            notifications:
              - name: ops
                kind: slack
                params: {webhook: "https://hooks.slack.com/services/\(secret)"}
            """)
        for words in [
            ["show-schedule", "quiet"], ["list-schedules"], ["list-notifications", "quiet"],
        ] {
            for output in [[], ["--output=json"]] {
                let answer = try await alone(words + output, socket: service.socket)
                #expect(answer.status == 0, "\(answer)")
                #expect(!answer.output.contains(secret), "\(answer)")
            }
        }
        #expect(!service.log.contains(secret))
    }
}
