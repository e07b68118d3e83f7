import Daemon
import Domain
import Formats
import Glibc
import TestKit
import Testing

/// Executables as kinds of channels, and who may have commands run as notifyd's own user.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PluginTests {
    private let folder = PluginFolder()

    private static let described = """
        {"summary": "Writes it down.", "parameters": [
            {"name": "file", "form": "text", "required": true, "meaning": "Where to."},
            {"name": "token", "form": "text", "secret": true, "meaning": "The key."}]}
        """

    private func with(_ body: (TestDaemon, TestClient) async throws -> Void) async throws {
        let path = folder.path
        try await TestDaemon.with {
            $0.pluginFolders = [path]
        } _: { daemon in
            try await body(daemon, daemon.client())
        }
    }

    private static func told(_ kind: String, _ parameters: JSONObject) -> JSONValue {
        ["name": "told", "kind": .string(kind), "params": .object(parameters)]
    }

    private static func told(by notifier: String) -> JSONValue {
        ["name": "told", "notifier": .string(notifier)]
    }

    /// The one delivery of a run, once it has been tried and something holds of it.
    private func delivery(
        _ client: TestClient, of run: JSONValue, where holds: (JSONValue) -> Bool
    ) async throws -> JSONValue {
        while true {
            let found = try await client.call("ListDeliveries", ["run": run])["deliveries"]?.array
            if let delivery = found?.first, holds(delivery) { return delivery }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private func ended(_ client: TestClient, _ schedule: JSONValue) async throws -> JSONValue {
        try await client.apply(schedule)
        let run = try await client.run("job")["uid"] ?? ""
        return try await delivery(client, of: run) { $0["state"] != "pending" }
    }

    @Test func `a plugin is a kind for everybody, and its secrets show nowhere`() async throws {
        try folder.write("book.sh", describing: Self.described, "cat > delivery")
        try await with { daemon, client in
            #expect(try await client.call("GetStatus")["failing_plugins"] == [])
            daemon.act(as: TestDaemon.stranger)
            let wrong: JSONObject = [
                "notifications": [Self.told("book", ["colour": "red"])]
            ]
            let refusal = try await client.refusal(
                "ApplySchedules", ["schedules": [schedule("job", "true", wrong)]])
            #expect(
                Set(refusal.paths) == [
                    "schedules[0].notifications[0].params.colour",
                    "schedules[0].notifications[0].params.file",
                ])
            let right: JSONObject = [
                "notifications": [Self.told("book", ["file": "x", "token": "hidden-token"])]
            ]
            // It cannot run as one without an account, and that is told.
            let delivery = try await ended(client, schedule("job", "true", right))
            #expect(delivery["state"] == "sent", "\(delivery)")
            let written = try JSONValue(parsing: Array(folder.text("delivery").utf8))
            #expect(written["parameters"] == ["file": "x", "token": "hidden-token"])
            let listed = JSONValue.object(
                try await client.call("ListNotifications", ["schedule": "job"])
            ).text
            #expect(listed.contains(#""file":"x""#) && !listed.contains("hidden-token"))
        }
    }

    @Test func `one that cannot be used is named, and holds up neither start nor others`()
        async throws
    {
        try folder.writeProgram("broken", "#!/bin/sh\necho out of order >&2\nexit 3")
        try folder.writeProgram("hanging", "#!/bin/sh\nexec sleep 30")
        try await with { daemon, client in
            let status = try await client.call("GetStatus")["failing_plugins"]?.array
            let broken = status?.compactMap(\.string).filter { $0.contains("plugin broken") }
            #expect(broken?.first?.hasSuffix("exit status 3: out of order") == true)
            let log = ["kind": "console", "name": "told"] as JSONValue
            let other = try await ended(client, schedule("job", "true", ["notifications": [log]]))
            #expect(other["state"] == "sent")
            let unknown = try await client.refusal(
                "ApplySchedules",
                [
                    "schedules": [
                        schedule("job", "true", ["notifications": [Self.told("broken", [:])]])
                    ]
                ]
            )
            #expect(unknown.paths == ["schedules[0].notifications[0].kind"])
        }
    }

    @Test func `what is put into the folder counts after a reload`() async throws {
        try await with { _, client in
            let books: JSONObject = ["notifications": [Self.told("book", ["file": "x"])]]
            let job = schedule("job", "true", books)
            let before = try await client.refusal("ApplySchedules", ["schedules": [job]])
            #expect(before.paths == ["schedules[0].notifications[0].kind"])
            try folder.write("book", describing: Self.described)
            try await client.call("Reload")
            #expect(try await ended(client, job)["state"] == "sent")
        }
    }

    @Test func `while a plugin cannot be used its deliveries wait`() async throws {
        try folder.write("book", describing: Self.described)
        try await with { _, client in
            let books: JSONObject = ["notifications": [Self.told("book", ["file": "x"])]]
            try await client.apply(schedule("job", "true", books))
            try folder.writeProgram("book", "#!/bin/sh\nexit 3")
            try await client.call("Reload")
            let run = try await client.run("job")["uid"] ?? ""
            let waiting = try await delivery(client, of: run) {
                $0["reason"]?.string?.contains("cannot be sent yet") == true
            }
            #expect(waiting["state"] == "pending")
            try folder.write("book", describing: Self.described)
            try await client.call("Reload")
            let sent = try await delivery(client, of: run) { $0["state"] != "pending" }
            #expect(sent["state"] == "sent")
        }
    }

    @Test func `commands are for administrators, and for who uses what one of them shares`()
        async throws
    {
        try await with { daemon, client in
            let command: JSONObject = [
                "command": ["cp", "/dev/stdin", .string(folder.file("out"))]
            ]
            func job(_ notification: JSONValue) -> JSONValue {
                schedule("job", "true", ["notifications": [notification]])
            }
            let own = job(Self.told("exec", command))
            daemon.act(as: TestDaemon.stranger)
            let refusal = try await client.refusal("ApplySchedules", ["schedules": [own]])
            #expect(refusal.paths == ["schedules[0].notifications[0].kind"])
            #expect("\(refusal)".contains("because it acts as the user of notifyd"))
            try await client.apply(schedule("job"))
            let set: JSONObject = [
                "schedule": "job", "notifications": [Self.told("exec", command)],
            ]
            #expect(
                try await client.refusal("SetScheduleNotifications", set).paths
                    == ["notifications[0].kind"])
            let notifier: JSONObject = [
                "name": "script", "kind": "exec", "params": .object(command),
            ]
            #expect(try await client.refusal("AddNotifier", notifier).paths == ["kind"])
            daemon.act(as: TestDaemon.administrator)
            // What would be theirs is refused to administrators too.
            #expect(
                try await client.refusal("SetScheduleNotifications", set).paths
                    == ["notifications[0].kind"])
            let everybodys: JSONObject = [
                "project": "default", "notifications": [Self.told("exec", command)],
            ]
            #expect(
                try await client.refusal("SetProjectNotifications", everybodys).paths
                    == ["notifications[0].kind"])
            var shared = notifier
            shared["shared"] = true
            try await client.call("AddNotifier", shared)
            daemon.act(as: TestDaemon.stranger)
            let sent = try await ended(client, job(Self.told(by: "script")))
            #expect(sent["state"] == "sent", "\(sent)")
            #expect(try folder.text("out").contains(#""kind":"exec""#))
            try await client.call("DeleteSchedule", ["schedule": "job"])
            daemon.act(as: TestDaemon.administrator)
            let mine = try await ended(client, own)
            #expect(mine["state"] == "sent", "\(mine)")
        }
    }
}
