import Daemon
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing

/// What becomes of runs when the launcher dies, or stands still.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LauncherTests {
    /// As many as may be on their way to the launcher at once.
    private static let starting = 256

    private func applyMany(
        _ count: Int, _ script: String, _ client: TestClient
    ) async throws -> [JSONValue] {
        let names = (0..<count).map { JSONValue.string("job-\($0)") }
        let schedules = names.map { schedule($0, script) }
        try await client.call("ApplySchedules", ["schedules": .array(schedules)])
        // Once a run has ended, the launcher is taken up: stopped before, it would hold up the starts.
        _ = try await client.run(names[0])
        return names
    }

    @Test func `what a dead launcher may have had is lost, what it never had runs`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let names = try await applyMany(Self.starting + 5, "true", client)
            let launcher = try daemon.launcher()
            kill(launcher, SIGSTOP)
            var runs: [JSONValue] = []
            for name in names { runs.append(try await client.start(name)) }
            kill(launcher, SIGKILL)
            for (index, run) in runs.enumerated() {
                let over = try await client.wait(for: run)
                if index < Self.starting {
                    #expect(over["reason"] == "lost")
                } else {
                    #expect(over["state"] == "completed")
                }
            }
            #expect(try daemon.launcher() != launcher)
            #expect(try await client.run("job-0")["state"] == "completed")
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `an abort goes on when its client is gone, also on a full disk`() async throws {
        let disk = try SmallDisk(bytes: 32 << 20)
        try await TestDaemon.with {
            $0.stateDirectory = "\(disk.folder.path)/state"
        } _: { daemon in
            let client = try await daemon.client()
            let names = try await applyMany(Self.starting + 100, "true", client)
            let launcher = try daemon.launcher()
            kill(launcher, SIGSTOP)
            defer { kill(launcher, SIGCONT) }
            var runs: [JSONValue] = []
            for name in names { runs.append(try await client.start(name)) }
            // What waits for the launcher is aborted until that cannot be recorded, and the client goes.
            let (news, teller) = AsyncStream.makeStream(of: Bool.self)
            Task {
                await daemon.journal.awaits("the end of runs cannot be recorded")
                teller.yield(true)
            }
            var aborted: [JSONValue] = []
            var isFull = false
            var events = news.makeAsyncIterator()
            for run in runs[Self.starting...] where !isFull {
                try disk.fill()
                aborted.append(run)
                let aborting = Task {
                    defer { teller.yield(false) }
                    try await daemon.client().call("AbortRun", ["run": run])
                }
                isFull = await events.next() ?? true
                if isFull { aborting.cancel() }
            }
            #expect(isFull)
            disk.empty()
            kill(launcher, SIGCONT)
            for run in aborted {
                #expect(try await client.wait(for: run)["state"] == "aborted")
            }
            for run in runs {
                #expect(try await client.wait(for: run)["ended_at"] != nil)
            }
        }
    }

    @Test func `however often the launcher dies, no command is executed twice`() async throws {
        let folder = ScratchDirectory()
        let journal = "\(folder.path)/executed"
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            // One write of few bytes is whole (write(2), O_APPEND).
            let names = try await applyMany(40, "echo $NOTIFYD_RUN >> \(journal)", client)
            var generator = SeededGenerator(seed: 7)
            var runs: [JSONValue] = []
            for _ in 0..<25 {
                let moment = Int.random(in: 0..<names.count, using: &generator)
                for (index, name) in names.enumerated() {
                    if index == moment { kill(try daemon.launcher(), SIGKILL) }
                    if let run = try? await client.start(name) { runs.append(run) }
                }
                for run in runs.suffix(names.count) { _ = try await client.wait(for: run) }
            }
            let executed = String(decoding: try bytes(of: journal), as: UTF8.self)
                .split(separator: "\n")
            #expect(Set(executed).count == executed.count)
            var completed = 0
            for run in runs {
                let over = try await client.wait(for: run)
                guard over["state"] == "completed" else {
                    #expect(over["reason"] == "lost", "\(JSONValue.object(over).text)")
                    continue
                }
                completed += 1
                #expect(executed.contains { $0 == run.string ?? "" })
            }
            #expect(completed > 0)
        }
    }

    private func bytes(of path: String) throws -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY)
        var bytes: [UInt8] = []
        while let piece = try file.read(upTo: 1 << 16), !piece.isEmpty { bytes += piece }
        return bytes
    }
}
