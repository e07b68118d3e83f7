import Formats
import TestKit
import Testing

/// What changes of a schedule while its run is under way.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ChangeTests {
    private func hook(_ server: LoopbackServer, _ path: String) -> JSONObject {
        [
            "notifications": [
                ["name": "hook", "kind": "webhook", "params": ["url": .string(server.url(path))]]
            ]
        ]
    }

    @Test func `a run goes on, and is told, when its schedule is deleted and made again`()
        async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let gate = try Gate()
            try await client.apply(schedule("job", "\(gate.command); exit 4", hook(server, "/old")))
            let run = try await client.start("job")
            try await client.call("DeleteSchedule", ["schedule": "job"])
            #expect(try await client.call("ListSchedules")["schedules"] == [])
            #expect(try await client.call("GetStatus")["schedules"] == 0)
            #expect(try await client.call("GetStatus")["active_runs"] == 1)
            let again = try await client.apply(schedule("job", "true", hook(server, "/new")))
            #expect(again.first?["change"] == "created")
            // The new one is another schedule, which the run of the old one does not hold up.
            #expect(try await client.run("job")["state"] == "completed")
            try await gate.open()
            #expect(try await client.wait(for: run)["exit_code"] == 4)
            let paths = await server.received(2).map(\.path).sorted()
            #expect(paths == ["/new", "/old"])
            #expect(
                try await client.call("ListRuns", ["schedule": "job"])["runs"]?.array?.count == 2)
        }
    }

    @Test func `a run keeps the command and the notifications it was created with`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let gate = try Gate()
            try await client.apply(
                schedule("job", "\(gate.command); echo old", hook(server, "/old")))
            let run = try await client.start("job")
            let changed = try await client.apply(schedule("job", "echo new", hook(server, "/new")))
            #expect(changed.first?["change"] == "updated")
            try await client.call("PauseSchedule", ["schedule": "job"])
            try await gate.open()
            _ = try await client.wait(for: run)
            #expect(try await client.call("ReadLog", ["run": run])["text"] == "old\n")
            // By hand it runs also while it is paused.
            let next = try await client.run("job")["uid"] ?? ""
            #expect(try await client.call("ReadLog", ["run": next])["text"] == "new\n")
            let paths = await server.received(2).map(\.path)
            #expect(paths.sorted() == ["/new", "/old"])
            let shown = try await client.call("ShowSchedule", ["schedule": "job"])["state"]
            #expect(shown?["schedule"]?["paused"] == true)
            #expect(shown?["next_occurrence"] == nil)
            #expect(shown?["last_run"]?["uid"] == next)
        }
    }
}
