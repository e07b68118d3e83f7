import Control
import Daemon
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct StoppingTests {
    private let folder = ScratchDirectory()

    @Test func `streams end when it stops, and who waits for a run is told`() async throws {
        let daemon = try await TestDaemon(TestDaemon.settings(in: folder))
        let client = try await daemon.client()
        let gate = try Gate()
        try await client.apply(schedule("job", "echo begun; \(gate.command); echo over"))
        let run = try await client.start("job")
        let follow = try await daemon.client().stream("ReadLog", ["run": run, "follow": true])
        let watch = try await daemon.client().watch()
        let waiting = try await daemon.client()
        let waited = Task { try await waiting.refusal("WaitForRun", ["run": run]) }
        var pieces: [String] = []
        let begun = Locked(false)
        let watched = Task { try await watch.reduce(into: 0) { count, _ in count += 1 } }
        // The call that is waited for is under way when a later one on its connection's peer is answered.
        while !begun.withLock({ $0 }) {
            let log = try await client.call("ReadLog", ["run": run])["text"]
            begun.withLock { $0 = log == "begun\n" }
        }
        let stopped = Task { try await daemon.stop() }
        do {
            for try await piece in follow { pieces.append(piece["text"]?.string ?? "") }
            Issue.record("the end of a log is not told before there is one")
        } catch {
            #expect(pieces.joined() == "begun\n")
        }
        try await stopped.value
        _ = await watched.result
        switch await waited.result {
        case .success(let refusal): #expect(refusal.name == "Unavailable")
        // It had not been read yet.
        case .failure(let error): #expect(error is ClientError)
        }
        #expect(daemon.journal.texts(from: .error) == [])

        // The run has gone on, and the next one learns of its end.
        try await gate.open()
        let next = try await TestDaemon(daemon.settings)
        let again = try await next.client()
        #expect(try await again.wait(for: run)["state"] == "completed")
        #expect(try await again.call("ReadLog", ["run": run])["text"] == "begun\nover\n")
        try await next.end()
    }

    @Test func `an end that comes while nobody is there is told once, by the next`() async throws {
        let server = try LoopbackServer(then: .status(204))
        let settings = TestDaemon.settings(in: folder)
        let hook: JSONObject = [
            "notifications": [
                ["name": "hook", "kind": "webhook", "params": ["url": .string(server.url())]]
            ]
        ]
        var runs: [JSONValue] = []
        for round in 0..<5 {
            let daemon = try await TestDaemon(settings)
            let client = try await daemon.client()
            let name = JSONValue.string("job-\(round)")
            try await client.apply(schedule(name, "exit \(round)", hook))
            // Stopped between the start and the end of it, or after either.
            runs.append(try await client.start(name))
            try await daemon.stop()
        }
        let daemon = try await TestDaemon(settings)
        let client = try await daemon.client()
        for (round, run) in runs.enumerated() {
            #expect(try await client.wait(for: run)["exit_code"] == .integer(Int64(round)))
        }
        await server.received(5)
        try await daemon.end()
        #expect(server.count == 5)
    }

    @Test func `stopped while it is busy, it ends in order`() async throws {
        let settings = TestDaemon.settings(in: folder)
        for round in 0..<10 {
            let daemon = try await TestDaemon(settings)
            let names = (0..<20).map { JSONValue.string("job-\($0)") }
            let clients = Task {
                try await withThrowingTaskGroup { group in
                    for name in names {
                        let client = try await daemon.client()
                        group.addTask {
                            // Until it is cut off, in the middle of anything.
                            while true {
                                try await client.apply(schedule(name, "exit \(round)"))
                                _ = try? await client.run(name)
                                try await client.call("ListRuns", ["limit": 5])
                                try await client.call("DeleteSchedule", ["schedule": name])
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            await daemon.journal.awaits("holds")
            let client = try await daemon.client()
            while try await client.call("ListRuns")["runs"]?.array?.isEmpty != false {}
            try await daemon.stop()
            _ = await clients.result
            #expect(daemon.journal.texts(from: .error) == [])
        }
        let daemon = try await TestDaemon(settings)
        let client = try await daemon.client()
        var parameters: JSONObject = [:]
        // None is lost, and none was started under two.
        while true {
            let reply = try await client.call("ListRuns", parameters)
            for run in reply["runs"]?.array ?? [] {
                let over = try await client.wait(for: run["uid"] ?? "")
                #expect(over["reason"] != "lost", "\(JSONValue.object(over).text)")
            }
            guard let next = reply["next"] else { break }
            parameters["after"] = next
        }
        try await daemon.end()
    }

    @Test func `its launcher ends with it when nothing runs`() async throws {
        let daemon = try await TestDaemon(TestDaemon.settings(in: folder))
        let client = try await daemon.client()
        try await client.apply(schedule("job"))
        _ = try await client.run("job")
        // A connection that says nothing ends with the launcher, and not before.
        let launcher = try UnixSocket.connect(
            to: "\(daemon.settings.stateDirectory)/launcher.sock")
        #expect(try launcher.read(upTo: 1) == nil)
        try await daemon.stop()
        try await TestDaemon.loop.wait(for: .readable, of: launcher.number)
        TestDaemon.loop.forget(launcher.number)
        #expect(try launcher.read(upTo: 1) == [])
    }

    @Test func `without a launcher it stops all the same, whoever waits for one`() async throws {
        var settings = TestDaemon.settings(in: folder)
        // It does not answer before the test lets it.
        let gate = try Gate()
        let script = Array(
            "#!/bin/sh\n\(gate.command)\nexec \(BuiltProgram.launcher) \"$@\"\n".utf8)
        settings.launcherProgram = "\(folder.path)/launcher"
        _ = try Descriptor.open(settings.launcherProgram, O_WRONLY | O_CREAT, mode: 0o700)
            .write(script[...], isSocket: false)
        let daemon = try await TestDaemon(settings)
        let client = try await daemon.client()
        try await client.apply(schedule("job"))
        let starting = Task { try await client.start("job") }
        let other = try await daemon.client()
        #expect(try await other.call("GetStatus")["launcher"] == "not connected")
        try await daemon.stop()
        await #expect(throws: (any Error).self) { try await starting.value }
        try await gate.open()
        // Whichever launcher serves the next one, none is left behind.
        settings.launcherProgram = BuiltProgram.launcher
        let next = try await TestDaemon(settings)
        _ = try await next.client().run("job")
        try await next.end()
    }
}
