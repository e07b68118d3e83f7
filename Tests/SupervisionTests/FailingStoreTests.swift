import Domain
import Launching
import Persistence
import Supervision
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct FailingStoreTests {
    @Test(.enabled(if: SmallDisk.isPossible))
    func `an end that cannot be recorded is kept, retried, and recorded once`() async throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(disk: disk.folder)
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 4")
        await bench.recorder.run(uid) { $0 == .running }
        try await fill(bench, disk)
        try gate.open()
        await bench.journal.awaits("the end of runs cannot be recorded")
        #expect(try await bench.store.run(uid, by: Bench.owner).state == .running)
        #expect(bench.recorder.told(of: uid) == [.running])
        disk.empty()
        await bench.recorder.run(uid) { $0.isFinal }
        #expect(try await bench.store.run(uid, by: Bench.owner).exit == .exited(4))
        #expect(bench.recorder.told(of: uid) == [.running, .error])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `a death on a full disk loses no end`() async throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(disk: disk.folder)
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 4")
        await bench.recorder.run(uid) { $0 == .running }
        try await fill(bench, disk)
        try gate.open()
        await bench.journal.awaits("the end of runs cannot be recorded")
        await bench.crash()
        #expect(try await bench.held() == 1)
        disk.empty()
        try await bench.begin()
        await bench.recorder.run(uid) { $0.isFinal }
        #expect(bench.recorder.told(of: uid) == [.error])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `a launcher is told though the store is full, since nothing can be created then`()
        async throws
    {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(disk: disk.folder)
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 4")
        await bench.recorder.run(uid) { $0 == .running }
        try await fill(bench, disk)
        let client = try await bench.client()
        await bench.crash()
        try gate.open()
        await bench.awaitEnd(client)
        // It returns, and whoever creates a run now hears from the store why it cannot be.
        try await bench.begin()
        #expect(try await bench.stored(uid).state == .running)
        disk.empty()
        await bench.recorder.run(uid) { $0.isFinal }
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `an abort counts while the end of the attempt cannot be recorded`() async throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(disk: disk.folder)
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("read line < \(gate.path); exit 75") {
            $0.policies.retry = RunRetry(limit: 1, delay: .seconds(60))
        }
        await bench.recorder.run(uid) { $0 == .running }
        try await fill(bench, disk)
        try gate.open()
        await bench.journal.awaits("the end of runs cannot be recorded")
        #expect(await bench.supervisor.abort(uid))
        disk.empty()
        let run = try await bench.end(of: uid)
        #expect(run.state == .aborted && run.attempt == 2)
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    /// Leaves the database no room, its own little included.
    private func fill(_ bench: Bench, _ disk: SmallDisk) async throws {
        try disk.fill()
        var number = 0
        while (try? await bench.create("true", launcher: "another \(number)")) != nil {
            number += 1
        }
    }
}
