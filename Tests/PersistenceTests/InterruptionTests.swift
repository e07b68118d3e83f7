import Domain
import Formats
import Persistence
import TestKit
import Testing

/// What is remembered of the times in which nothing could be started.
struct InterruptionTests {
    private let now = Timestamp(seconds: 4_000_000_000)

    private func open(_ folder: ScratchDirectory) throws -> Store {
        try Store.open(directory: folder.path, log: Journal().log, options: Bench.options)
    }

    @Test func `the first start is no interruption, and no start of the machine`() async throws {
        let folder = ScratchDirectory()
        let store = try open(folder)
        let note = try await store.noteStart(boot: "b1", now: now)
        #expect(note == StartNote(isNewBoot: false, interruption: nil))
        #expect(try await store.interruptions(from: .init(seconds: 0), until: now) == [])
        await store.close()
    }

    @Test(arguments: [
        ("b1", true, Interruption.Kind.stopped), ("b1", false, .killed), ("b2", true, .machineOff),
        ("b2", false, .machineOff),
    ])
    func `a later start tells how the time before it ended`(
        boot: String, isClosed: Bool, kind: Interruption.Kind
    ) async throws {
        let folder = ScratchDirectory()
        let first = try open(folder)
        _ = try await first.noteStart(boot: "b1", now: now)
        var copy = folder
        if isClosed {
            await first.close()
        } else {
            // What a process leaves behind that is killed.
            copy = ScratchDirectory()
            for name in ["state.db", "state.db-wal", "state.lock"] {
                try WholeFile.write(try folder.bytes(name), to: copy.file(name))
            }
        }
        let second = try open(copy)
        let note = try await second.noteStart(boot: boot, now: now + .seconds(60))
        #expect(note.isNewBoot == (boot == "b2"))
        #expect(note.interruption?.kind == kind)
        #expect(note.interruption?.until == now + .seconds(60))
        let found = try await second.interruptions(
            from: now + .seconds(59), until: now + .seconds(61))
        #expect(found == [try #require(note.interruption)])
        #expect(
            try await second.interruptions(from: now + .seconds(61), until: now + .seconds(99))
                == [])
    }

    @Test func `a start of the machine is acted upon once`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s"))
        let paused = try await bench.apply(.sample("paused", paused: true))
        _ = try await bench.store.noteStart(boot: "b1", now: now)
        func start(_ boot: String) async throws -> [Run] {
            let due = [schedule, paused].map { schedule in
                DueSchedule(
                    scheduleID: schedule.id, revision: schedule.revision,
                    runs: [DueRun(uid: bench.uid(at: now), occurrence: now, trigger: .boot)],
                    accountedUntil: schedule.accountedUntil)
            }
            return try await bench.store.createBootRuns(
                due, boot: boot, launcher: "l1", now: now
            ).runs.map(\.run)
        }
        #expect(try await start("b1") == [])
        let runs = try await start("b2")
        #expect(runs.map(\.trigger) == [.boot] && runs[0].scheduleID == schedule.id)
        #expect(try await start("b2") == [])
        #expect(try await bench.store.schedules().allSatisfy { $0.accountedUntil < now })
    }

    @Test func `only so many are kept`() async throws {
        let bench = try Bench()
        for second in 0..<1010 {
            let at = now + .seconds(second)
            try await bench.store.record(Interruption(kind: .suspended, from: at, until: at))
        }
        let found = try await bench.store.interruptions(from: now, until: now + .seconds(5000))
        #expect(found.count == 1000)
        #expect(found.first?.from == now + .seconds(10))
    }
}
