import Formats
import TestKit
import Testing

/// What there is to be told of besides the end of a run.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct HappeningTests {
    private func hooks(_ server: LoopbackServer, _ words: String...) -> JSONObject {
        let list = words.map { word -> JSONValue in
            [
                "name": .string(word), "kind": "webhook", "when": [.string(word)],
                "params": ["url": .string(server.url("/\(word)"))],
            ]
        }
        return ["notifications": .array(list)]
    }

    @Test func `broken and fixed are told at the changes, across restarts too`() async throws {
        let folder = ScratchDirectory()
        let server = try LoopbackServer(then: .status(204))
        var daemon = try await TestDaemon(TestDaemon.settings(in: folder))
        var client = try await daemon.client()
        try await client.apply(
            schedule(
                "job", "exit $(cat \(folder.path)/status)", hooks(server, "broken", "fixed")))
        var told = 0
        for (status, changes) in [
            ("0", false), ("1", true), ("2", false), ("0", true), ("3", true),
        ] {
            try WholeFile.write(status, to: "\(folder.path)/status")
            _ = try await client.run("job")
            if changes { told += 1 }
            // What was to be told of the runs before has been planned before what is told of this one.
            await server.received(told)
            try await daemon.stop()
            daemon = try await TestDaemon(TestDaemon.settings(in: folder))
            client = try await daemon.client()
        }
        #expect(server.requests.map(\.path) == ["/broken", "/fixed", "/broken"])
        #expect(try await client.call("ListDeliveries")["deliveries"]?.array?.count == 3)
        try await daemon.end()
    }

    @Test func `each attempt that is repeated is told, and then the end`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            var members = hooks(server, "attempt-error", "error", "exit", "exception")
            members["retry"] = ["limit": 2, "delay": "0s"]
            try await client.apply(schedule("job", "exit 75", members))
            #expect(try await client.run("job")["attempt"] == 3)
            let paths = await server.received(4).map(\.path)
            #expect(paths.sorted() == ["/attempt-error", "/attempt-error", "/error", "/exit"])
            let texts = server.requests.map(\.text).filter {
                $0.contains("Attempt 1 failed: job") || $0.contains("Attempt 2 failed: job")
            }
            #expect(texts.count == 2)
        }
    }

    @Test func `an exception is an error that is not the command's own`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            try await client.apply(
                schedule("own", "exit 1", hooks(server, "exception", "exit")),
                schedule("signal", "kill -9 $$", hooks(server, "exception", "exit")))
            _ = try await client.run("own")
            #expect(await server.received(1).map(\.path) == ["/exit"])
            _ = try await client.run("signal")
            #expect(await server.received(2).map(\.path) == ["/exit", "/exception"])
        }
    }

    @Test func `that a schedule was created is told once, and has no run`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let members = hooks(server, "defined", "completed")
            try await client.apply(schedule("job", "true", members))
            await server.received(1)
            let deliveries = try await client.call("ListDeliveries")["deliveries"]?.array ?? []
            #expect(deliveries.map { $0["notification"] } == ["defined"])
            #expect(deliveries.first?["run"] == nil)
            #expect(server.requests.first?.text.contains("Schedule created: job") == true)
            try await client.apply(schedule("job", "true", members))
            try await client.apply(schedule("job", "exit 0", members))
            _ = try await client.run("job")
            #expect(await server.received(2).map(\.path) == ["/defined", "/completed"])
        }
    }
}
