import Domain
import Formats
import Rendering
import TestKit
import Testing

struct VariableTests {
    private func variables(
        _ sample: Sample, _ notification: Notification? = nil
    ) throws -> JSONObject {
        Composer.variables(try sample.event(), try notification ?? Sample.notification())
    }

    @Test func `a run is what its event keeps of it`() throws {
        let event = try Sample().event()
        let variables = try variables(Sample())
        #expect(variables["run"] == event.snapshot)
        #expect(variables["runs"] == [event.snapshot])
        #expect(
            variables.names == ["run", "runs", "event", "notification", "schedule", "links"])
    }

    @Test func `an event tells what happened, and what that changed`() throws {
        var sample = Sample()
        sample.reason = .exit
        sample.change = .broken
        #expect(
            try variables(sample)["event"] == [
                "id": .string(Sample.eventID), "occasion": "error", "reason": "exit",
                "change": "broken", "at": "2025-03-08T12:00:00Z",
            ])
    }

    @Test func `an event without a reason or a change has no such member`() throws {
        let event = try variables(Sample())["event"]?.object
        #expect(event?.names == ["id", "occasion", "at"])
    }

    @Test func `a notification shows its parameters, and of secrets that they are there`() throws {
        let notification = try Sample.notification(message: "{{ run }}", when: [.error, .fixed])
        #expect(
            try variables(Sample(), notification)["notification"] == [
                "name": "on-call", "kind": "webhook", "when": ["error", "fixed"],
                "severity": "warning", "message": "{{ run }}",
                "params": [
                    "method": "PUT", "url": "********", "headers": ["X-Key": "********"],
                ],
            ])
    }

    @Test func `a notification to a notifier names it`() throws {
        let notification = Notification(
            name: try Name("n"), target: .notifier(try Name("ops-slack")))
        let object = try variables(Sample(), notification)["notification"]
        #expect(object?["notifier"] == "ops-slack")
        #expect(object?["kind"] == "notifier")
        #expect(object?["params"] == [:])
    }

    @Test func `a run that only its terminal knows has no links`() throws {
        var sample = Sample()
        sample.status["trigger"] = "local"
        #expect(try variables(sample)["links"] == [:])
        sample.status["trigger"] = "manual"
        #expect(try variables(sample)["links"]?.object?.count == 2)
    }

    @Test func `the schedule is as it was when the run was created`() throws {
        #expect(
            try variables(Sample(project: "web"))["schedule"] == [
                "name": "nightly", "project": "web", "description": "All of it",
                "labels": ["team": "ops"], "when": "@daily", "timezone": "Europe/Berlin",
            ])
    }

    @Test func `an event of the schedule itself has no run`() throws {
        let variables = try variables(Sample(occasion: .defined, isOfRun: false))
        #expect(variables["run"] == nil)
        #expect(variables["runs"] == [])
        #expect(
            variables["schedule"] == [
                "name": "nightly", "project": "default", "description": "",
                "labels": ["team": "ops"], "when": "@daily", "timezone": "",
            ])
        #expect(variables["links"] == ["details": "notifyctl show-schedule nightly"])
    }

    @Test func `links are command lines about the run`() throws {
        #expect(
            try variables(Sample())["links"] == [
                "details": .string("notifyctl show-run \(Sample.runID)"),
                "logs": .string("notifyctl logs \(Sample.runID)"),
            ])
    }
}
