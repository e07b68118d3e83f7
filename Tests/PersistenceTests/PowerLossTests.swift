import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

/// What is found after the power went at any moment: a copy of the files as they were then.
struct PowerLossTests {
    /// Every run that has ended has its event, and every event's run has ended.
    private func check(_ folder: ScratchDirectory, atLeast completed: Int64) async throws {
        let store = try Store.open(
            directory: folder.path, log: Journal().log, options: Bench.options)
        let pending = try await store.pendingEvents(limit: 100_000).count
        let unfinished = try await store.unfinishedRuns().count
        await store.close()
        let database = folder.path + "/state.db"
        let runs = try RawDatabase.integer("SELECT count(*) FROM run", of: database)
        let ended = try RawDatabase.integer(
            "SELECT count(*) FROM run WHERE state = 'error'", of: database)
        let both = try RawDatabase.integer(
            "SELECT count(*) FROM run r JOIN event e ON e.run_id = r.id WHERE r.state = 'error'",
            of: database)
        let events = try RawDatabase.integer("SELECT count(*) FROM event", of: database)
        #expect(both == ended)
        #expect(events == ended)
        #expect(pending == Int(ended))
        #expect(unfinished == Int(runs - ended))
        #expect(ended >= completed)
    }

    private func fill(_ bench: Bench, _ count: Int) async throws -> [Run] {
        let definitions = (0..<count).map {
            ScheduleDefinition.sample(
                Name(stringLiteral: "s\($0)"), notifications: [.sample("mail")])
        }
        let applied = try await bench.store.applySchedules(
            definitions, by: Bench.alice, now: Bench.start)
        let noon = Bench.start + .seconds(60)
        return try await bench.store.createDueRuns(
            applied.map { bench.due($0.schedule, noon) }, launcher: "l1", now: noon
        ).runs.map(\.run)
    }

    private func complete(_ bench: Bench, _ runs: some Sequence<Run> & Sendable) async throws {
        _ = try await bench.store.completeRuns(
            runs.map {
                Completion(
                    uid: $0.uid, attempt: 1, outcome: .failure, startedAt: nil,
                    endedAt: $0.createdAt)
            })
    }

    @Test func `a copy taken at any moment has of every run the end and its event, or neither`()
        async throws
    {
        let bench = try Bench()
        let runs = try await fill(bench, 400)
        let copies = 25
        let completing = Task {
            for start in stride(from: 0, to: runs.count, by: 4) {
                try await complete(bench, Array(runs[start..<start + 4]))
            }
        }
        for _ in 0..<copies {
            let known = try await bench.store.pendingEvents(limit: 100_000).count
            let copy = ScratchDirectory()
            // First the database, then its log: until the next checkpoint the log only grows.
            for file in ["state.lock", "state.db", "state.db-wal"] {
                let content = try bench.folder.bytes(file)
                try WholeFile.write(content, to: copy.file(file))
            }
            try await check(copy, atLeast: Int64(known))
        }
        try await completing.value
        await bench.store.close()
        try await check(bench.folder, atLeast: 400)
    }

    @Test func `a log that ends anywhere is read as far as it is whole`() async throws {
        let bench = try Bench()
        let runs = try await fill(bench, 60)
        for run in runs { try await complete(bench, [run]) }
        let database = try WholeFile.bytes(bench.database)
        let log = try WholeFile.bytes(bench.database + "-wal")
        var generator = SeededGenerator(seed: 7)
        let whole = try WholeFile.bytes(bench.folder.path + "/state.lock")
        for _ in 0..<30 {
            let copy = ScratchDirectory()
            let length = Int.random(in: 200_000...log.count, using: &generator)
            try WholeFile.write(whole, to: copy.path + "/state.lock")
            try WholeFile.write(database, to: copy.path + "/state.db")
            try WholeFile.write(Array(log[..<length]), to: copy.path + "/state.db-wal")
            try await check(copy, atLeast: 0)
        }
    }
}
