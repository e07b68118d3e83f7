import Control
import Daemon
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct WaitingTests {
    @Test func `a run's end is not missed, whenever it is waited for`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("quick"))
            // It ends before, while and after the question is asked.
            for _ in 0..<100 {
                let run = try await client.start("quick")
                #expect(try await client.wait(for: run)["state"] == "completed")
            }
        }
    }

    @Test func `many wait for one run, and all are told`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(schedule("job", gate.command))
            let run = try await client.start("job")
            try await withThrowingTaskGroup(of: JSONValue?.self) { group in
                for _ in 0..<20 {
                    let waiting = try await daemon.client()
                    group.addTask { try await waiting.wait(for: run)["state"] }
                }
                try await gate.open()
                for try await state in group { #expect(state == "completed") }
            }
        }
    }

    @Test func `clients that go away leave nothing behind`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(schedule("job", "echo begun; \(gate.command)"))
            let run = try await client.start("job")
            // More than one user may have open: each that went away has made room for the next.
            for _ in 0..<200 {
                for method in ["WaitForRun", "ReadLog", "Watch"] {
                    var parameters: JSONObject = method == "Watch" ? [:] : ["run": run]
                    if method == "ReadLog" { parameters["follow"] = true }
                    let caller = try await VarlinkClient.connect(
                        to: daemon.settings.socketPath, loop: TestDaemon.loop)
                    let stream = try await caller.stream("io.notifyd.\(method)", parameters)
                    guard method == "ReadLog" else { continue }
                    // In the middle of it, after the first piece.
                    for try await piece in stream {
                        #expect(piece["text"] == "begun\n")
                        break
                    }
                }
            }
            try await gate.open()
            #expect(try await client.wait(for: run)["state"] == "completed")
        }
    }

    @Test func `watching tells all states live, of what was asked for`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule("job", "true", ["notifications": [["name": "log", "kind": "console"]]]),
                schedule("other"), schedule("job", "true", ["project": "elsewhere"]))
            // What is watched is told apart by the first run of each that comes.
            let watches: [(JSONObject, @Sendable (JSONValue?, JSONValue?) -> Bool)] = [
                ([:], { _, _ in true }), (["schedule": "job"], { $0 == "default" && $1 == "job" }),
                (["project": "elsewhere"], { project, _ in project == "elsewhere" }),
                (["project": "default", "schedule": "other"], { $1 == "other" }),
            ]
            for (parameters, isWanted) in watches {
                let watch = try await daemon.client().watch(parameters)
                let keys: [(JSONValue, JSONValue)] = [
                    ("default", "job"), ("default", "other"), ("elsewhere", "job"),
                ]
                for (project, name) in keys {
                    let run = try await client.call(
                        "StartSchedule", ["project": project, "schedule": name])["run"]
                    _ = try await client.wait(for: run ?? "")
                }
                var occasions: [String] = []
                for try await reply in watch {
                    try Contract.check(reply, of: "Watch")
                    let event = reply["event"]
                    let run = event?["run"] ?? event?["delivery"]
                    #expect(isWanted(run?["project"], run?["schedule"]))
                    // The first of "job" tells of its delivery too, at any time.
                    if event?["delivery"] == nil {
                        occasions.append(event?["occasion"]?.string ?? "")
                    }
                    if occasions.last == "completed" { break }
                }
                #expect(occasions == ["pending", "running", "completed"])
            }
        }
    }

    @Test func `a watcher that reads nothing holds nobody up`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let slow = try await daemon.client().watch()
            try await client.apply(schedule("quick"))
            for _ in 0..<300 { _ = try await client.run("quick") }
            // It has kept what it was told until then.
            var count = 0
            for try await _ in slow {
                count += 1
                if count == 100 { break }
            }
        }
    }
}
