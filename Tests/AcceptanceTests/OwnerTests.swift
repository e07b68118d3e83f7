import Formats
import Glibc
import TestKit
import Testing

/// Another user of the machine; being one takes root.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: getuid() == 0, "needs root, to become another user"))
struct OwnerTests {
    private static let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    /// A service with a client that the other user may execute.
    private func service() async throws -> (Service, client: String) {
        let service = try await Service.started()
        let client = service.scratch.file("notifyctl")
        let copy = try Child(["cp", Programs.notifyctl, client])
        try #require(try await copy.ending() == .exited(0))
        return (service, client)
    }

    private func asNobody(_ service: (Service, client: String), _ words: String...) async throws
        -> Answer
    {
        try await Answer(
            of: Child(
                Self.nobody + [service.client] + words,
                environment: ["NOTIFYD_SOCKET": service.0.socket]))
    }

    @Test func `somebody else's schedules and runs can be neither seen nor changed`() async throws {
        let both = try await service()
        let service = both.0
        try await service.apply(
            """
            name: roots
            when: "@yearly"
            command: echo a word that is nobody's business
            """)
        let uid = try await service.run("roots")["uid"]?.string ?? ""
        let list = try await asNobody(both, "list-schedules")
        #expect(list.status == 0 && !list.output.contains("roots"), "\(list)")
        let runs = try await asNobody(both, "list-runs")
        #expect(runs.status == 0 && !runs.output.contains("roots"), "\(runs)")
        for words in [
            ["show-schedule", "roots"], ["delete-schedule", "roots"], ["pause-schedule", "roots"],
            ["resume-schedule", "roots"], ["start-schedule", "roots"],
            ["next-occurrences", "roots"],
            ["set-schedule-notifications", "roots", "--none"], ["show-run", uid], ["logs", uid],
            ["abort-run", uid], ["resend-notifications", uid], ["show-delivery", uid, "hook"],
            ["retry-delivery", uid, "hook"], ["cancel-delivery", uid, "hook"],
            ["list-notifications", "roots"], ["set-run-notifications", uid, "--none"],
            ["list-notifications", "--run", uid],
            ["set-project-notifications", "default", "--none"],
            ["list-notifications", "--project-only", "default"],
        ] {
            let child = try Child(
                Self.nobody + [both.client] + words,
                environment: ["NOTIFYD_SOCKET": service.socket])
            let answer = try await Answer(of: child)
            #expect([4, 5].contains(answer.status), "\(words): \(answer)")
            #expect(!answer.output.contains("business"), "\(words): \(answer)")
        }
        #expect(try await service.rows("ListRuns", "runs").count == 1)
    }

    @Test func `a user's runs are the user's, and nobody takes another name`() async throws {
        let both = try await service()
        let service = both.0
        try await service.apply("name: taken\nwhen: \"@yearly\"\ncommand: \"true\"")
        let own = """
            name: own
            when: "@yearly"
            directory: /
            command: id -u > \(service.scratch.file("who")); id -G >> \(service.scratch.file("who"))
            """
        try service.scratch.write(own, to: "own.yaml")
        #expect(try await asNobody(both, "apply", service.scratch.file("own.yaml")).status == 0)
        let ran = try await asNobody(both, "start-schedule", "own", "--wait")
        #expect(ran.status == 0, "\(ran)")
        #expect(service.scratch.lines("who") == ["65534", "65534"])
        // Root sees it.
        let schedules = try await service.rows("ListSchedules", "schedules")
        #expect(schedules.contains { $0["owner"] == "nobody" })

        for refused in [
            "\(own)\nuser: root", own.replacing("name: own", with: "name: taken"),
        ] {
            try service.scratch.write(refused, to: "refused.yaml")
            let answer = try await asNobody(both, "apply", service.scratch.file("refused.yaml"))
            #expect([1, 5].contains(answer.status), "\(answer)")
            #expect(answer.errors.split(separator: "\n").count <= 2, "\(answer)")
        }
    }
}
