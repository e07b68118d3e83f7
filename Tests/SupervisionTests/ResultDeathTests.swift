import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// notifyd dies at each step from a command's report to the removal of its file: the results are there,
/// once.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ResultDeathTests {
    private static let report = "echo a=$NOTIFYD_ATTEMPT >> $NOTIFYD_RESULTS"

    private func expectOnce(_ bench: Bench, _ uid: UID) async throws {
        let run = try await bench.end(of: uid)
        #expect(run.results == RunResults(values: ["a": 1]))
        #expect(bench.recorder.told(of: uid) == [.completed])
        let told = bench.recorder.ends(of: uid).compactMap(\.tell)
        #expect(told.map { $0.event.snapshot["status"]?["results"] } == [["a": 1]])
        #expect(unsafe access(bench.results.path(of: run), F_OK) != 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `before the command ends`() async throws {
        let bench = try Bench()
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("\(Self.report); read line < \(gate.path)")
        await bench.recorder.run(uid) { $0 == .running }
        let client = try await bench.client()
        await bench.crash()
        try gate.open()
        await bench.awaitEnd(client)
        try await bench.begin()
        try await expectOnce(bench, uid)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `between the reading of the file and the commit`() async throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(disk: disk.folder)
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start("\(Self.report); read line < \(gate.path)")
        await bench.recorder.run(uid) { $0 == .running }
        try disk.fill()
        var number = 0
        while (try? await bench.create("true", launcher: "another \(number)")) != nil {
            number += 1
        }
        try gate.open()
        await bench.journal.awaits("the end of runs cannot be recorded")
        await bench.crash()
        #expect(try await bench.stored(uid).results.isEmpty)
        disk.empty()
        try await bench.begin()
        try await expectOnce(bench, uid)
    }

    @Test func `between the commit and the removal of the file`() async throws {
        let bench = try Bench()
        try await bench.begin()
        let gate = try bench.gate("gate")
        let under = try await bench.start("\(Self.report); read line < \(gate.path)")
        await bench.recorder.run(under) { $0 == .running }
        let over = try await bench.run("true")
        let client = try await bench.client()
        await bench.crash()
        let left = bench.results.path(of: over)
        _ = try Descriptor.open(left, O_WRONLY | O_CREAT).write(
            Array("b=2\n".utf8)[...], isSocket: false)
        try await bench.begin()
        // It is gone, and that of a run which is under way is not.
        #expect(unsafe access(left, F_OK) != 0)
        #expect(try await bench.stored(over.uid).results.isEmpty)
        try gate.open()
        _ = client
        let run = try await bench.end(of: under)
        #expect(run.results.values == ["a": 1])
        await bench.end()
    }

    @Test func `after the file was made, before the launcher knows of the run`() async throws {
        let bench = try Bench()
        let instance = try await bench.begin()
        let created = try await bench.create(Self.report, launcher: instance)
        await bench.crash()
        unsafe mkdir(bench.file("results"), 0o711)
        _ = try Descriptor.open(bench.results.path(of: created.run), O_WRONLY | O_CREAT).write(
            Array("stale=1\n".utf8)[...], isSocket: false)
        try await bench.begin()
        let run = try await bench.end(of: created.run.uid)
        #expect(run.results == RunResults(values: ["a": 1]))
        await bench.end()
    }
}
