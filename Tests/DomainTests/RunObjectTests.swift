import Domain
import Formats
import TestKit
import Testing

struct RunObjectTests {
    private func run(parameters: JSONObject = [:]) throws -> Run {
        var generator = SeededGenerator(seed: 1)
        return Run(
            uid: UID(now: Timestamp(seconds: 5), using: &generator), scheduleID: 1,
            key: ScheduleKey(name: try Name("nightly")), owner: Owner(uid: 0), trigger: .catchUp,
            occurrence: Timestamp(seconds: 60), state: .pending, createdAt: Timestamp(seconds: 61),
            parameters: parameters, definitionID: 1, notificationSets: NotificationSets(own: 1))
    }

    private func definition() throws -> ScheduleDefinition {
        ScheduleDefinition(
            key: ScheduleKey(name: try Name("nightly")), labels: ["b": "2", "a": "1"],
            when: "@daily",
            command: CommandLine(shell: "exit 2"))
    }

    @Test func `a run that failed is told with its reason, exit and usage`() throws {
        let usage = ResourceUsage(
            user: .milliseconds(1500), system: .zero, peakMemory: 4096, wall: .seconds(3))
        let outcome = RunOutcome.ended(
            .exited(2), usage: usage, timedOut: false, aborted: false, successExitCodes: [0])
        var run = try run()
        run.startedAt = Timestamp(seconds: 62)
        let object = run.ended(outcome, at: Timestamp(seconds: 65)).object(
            definition: try definition())
        #expect(object["kind"] == "run")
        #expect(object["metadata"]?["labels"]?.object?.names == ["a", "b"])
        #expect(object["metadata"]?["uid"]?.string == run.uid.description)
        #expect(object["spec"]?["handler"] == "exit 2")
        #expect(
            object["status"] == [
                "state": "error", "trigger": "catch-up", "attempt": 1, "results": [:],
                "occurrence": "1970-01-01T00:01:00Z", "start_time": "1970-01-01T00:01:02Z",
                "end_time": "1970-01-01T00:01:05Z", "last_update": "1970-01-01T00:01:05Z",
                "reason": "exit", "status_text": "exit status 2", "error": "exit status 2",
                "exit_code": 2,
                "usage": [
                    "user_seconds": .number(1.5), "system_seconds": .number(0),
                    "wall_seconds": .number(3), "peak_memory_bytes": 4096,
                ],
            ])
    }

    @Test func `an event keeps the schedule and whom it tells, without words and secrets`() throws {
        var definition = try definition()
        definition.description = "All of it"
        definition.timezone = "Europe/Berlin"
        let notifications = [
            Notification(
                name: try Name("hook"), kind: "webhook", when: [.error, .fixed], condition: "c",
                message: "m", subject: "s", severity: .error, parameters: ["method": "PUT"],
                secretParameters: ["url": "https://hidden.example/"]),
            Notification(name: try Name("chat"), target: .notifier(try Name("ops"))),
        ]
        let snapshot = try run().snapshot(
            definition: definition, notifications: notifications.map(\.summary))
        #expect(
            snapshot["spec"]?["schedule"] == [
                "when": "@daily", "timezone": "Europe/Berlin", "description": "All of it",
            ])
        #expect(
            snapshot["spec"]?["notifications"] == [
                [
                    "name": "hook", "kind": "webhook", "when": ["error", "fixed"],
                    "severity": "error",
                ],
                [
                    "name": "chat", "kind": "notifier", "notifier": "ops",
                    "when": ["completed", "error", "aborted"], "severity": "info",
                ],
            ])
        let object = try run().object(definition: definition)
        #expect(snapshot["status"] == object["status"])
        #expect(snapshot["metadata"] == object["metadata"])
        #expect(snapshot["spec"]?["handler"] == object["spec"]?["handler"])
    }

    @Test func `what has not happened yet is left out`() throws {
        let object = try run().object(definition: try definition())
        #expect(
            object["status"]?.object?.names == [
                "state", "trigger", "attempt", "results", "occurrence", "last_update",
            ])
        #expect(object["spec"]?["parameters"] == [:])
    }

    @Test func `parameters, results and the log's end are where MLRun has them`() throws {
        var run = try run(parameters: ["epochs": 40])
        run.results = RunResults(
            values: ["accuracy": .number(0.93)], error: "line 2 cannot be used")
        let object = run.object(definition: try definition(), logTail: "one\ntwo")
        #expect(object["spec"]?["parameters"] == ["epochs": 40])
        #expect(object["status"]?["results"] == ["accuracy": .number(0.93)])
        #expect(object["status"]?["results_error"] == "line 2 cannot be used")
        #expect(object["status"]?["log_tail"] == "one\ntwo")
    }
}
