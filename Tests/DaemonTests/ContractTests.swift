import Control
import Daemon
import Domain
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ContractTests {
    @Test func `the code has exactly the methods of the interface`() {
        let described = Contract.interface.methods.map(\.name)
        #expect(ControlMethod.all.map(\.name).sorted() == described.sorted())
    }

    @Test func `the code has exactly the errors of the interface`() {
        #expect(Set(ControlError.allCases.map(\.rawValue)) == Set(Contract.interface.errors.keys))
    }

    @Test func `every method answers, and as the interface says`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let notifications: JSONValue = [
                [
                    "name": "hook", "kind": "webhook", "when": ["running", "completed", "error"],
                    "message": "it went", "severity": "warning",
                    "params": [
                        "url": .string(server.url("/secret-path")), "secret": "confidential",
                        "headers": ["Authorization": "Bearer confidential"],
                    ],
                ],
                ["name": "slack", "kind": "slack", "params": ["webhook": "http://127.0.0.1:1/"]],
            ]
            let full = schedule(
                "full", "echo hello; exit 3",
                [
                    "project": "default", "description": "all there is", "labels": ["a": "b"],
                    "timezone": "Europe/Berlin", "environment": ["A": "B"], "directory": "/",
                    "parameters": ["p": ["q": 1]],
                    "limits": ["open_files": 100, "nice": 5, "output": 100_000],
                    "timeout": "1m", "grace": "2s", "success_exit_codes": [0, 3],
                    "notifications": notifications,
                ])
            #expect(try await client.apply(full).first?["change"] == "created")
            #expect(try await client.apply(full).first?["change"] == "unchanged")
            #expect(try await client.call("ListSchedules")["schedules"]?.array?.count == 1)
            let key: JSONObject = ["schedule": "full"]
            let shown = try await client.call("ShowSchedule", key)
            #expect(shown["state"]?["schedule"]?["timezone"] == "Europe/Berlin")
            let next = try await client.call(
                "NextOccurrences", ["schedule": "full", "from": "2027-01-01T00:00:00Z", "count": 2])
            #expect(
                next["occurrences"] == ["2028-02-28T23:00:00Z", "2032-02-28T23:00:00Z"])
            try await client.call("PauseSchedule", key)
            try await client.call("ResumeSchedule", key)
            let started =
                try await client.call(
                    "StartSchedule", ["schedule": "full", "parameters": ["p": 2]])["run"] ?? ""
            let ended = try await client.wait(for: started)
            #expect(ended["parameters"] == ["p": 2])
            #expect(
                try await client.refusal("SetResults", ["run": started, "results": ["r": 1]]).name
                    == "InvalidState")
            #expect(ended["state"] == "completed")
            #expect(ended["exit_code"] == 3)
            let run: JSONObject = ["run": ended["uid"] ?? ""]
            #expect(try await client.call("ReadLog", run)["text"] == "hello\n")
            await server.received(2)
            #expect(try await client.call("ListRuns")["runs"]?.array?.count == 1)
            #expect(
                try await client.call("ListDeliveries", run)["deliveries"]?.array?.count == 3)
            try await client.call(
                "SetScheduleNotifications",
                [
                    "schedule": "full",
                    "notifications": [["name": "log", "kind": "console", "when": ["error"]]],
                ])
            let resent = try await client.call(
                "ResendNotifications", ["run": ended["uid"] ?? "", "notification": "hook"])
            #expect(resent["deliveries"] == 1)
            await server.received(3)
            try await client.call("ShowRun", run)
            let deliveries = try await client.call("ListDeliveries", run)["deliveries"]?.array ?? []
            // What the slack channel is to tell finds nobody.
            let slack = try #require(deliveries.first { $0["kind"] == "slack" }?["id"])
            try await client.call("ShowDelivery", ["delivery": slack])
            try await client.call("RetryDelivery", ["delivery": slack])
            try await client.call("CancelDelivery", ["delivery": slack])
            try await client.call("GetStatus")
            try await client.call("DeleteSchedule", key)
            #expect(try await client.refusal("ShowSchedule", key).name == "NotFound")
        }
    }

    @Test func `introspection gives the interface's own file`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await VarlinkClient.connect(
                to: daemon.settings.socketPath, loop: TestDaemon.loop)
            let info = try await client.call("org.varlink.service.GetInfo")
            #expect(info["product"] == "notifyd")
            let description = try await client.call(
                "org.varlink.service.GetInterfaceDescription", ["interface": "io.notifyd"])
            #expect(description["description"] == .string(Contract.interface.text))
        }
    }
}
