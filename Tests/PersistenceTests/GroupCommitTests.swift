import Domain
import Formats
import Persistence
import TestKit
import Testing

struct GroupCommitTests {
    /// Starts operations so that they wait together, behind one that waits for a lock.
    private func together<Value: Sendable>(
        _ bench: Bench, _ operations: [@Sendable () async -> Value]
    ) async throws -> (values: [Value], commits: Int) {
        let before = bench.store.commits
        let lock = try RawDatabase.Connection(bench.database)
        try lock.execute("BEGIN IMMEDIATE")
        // Started immediately, each runs until it waits in the queue of the writer.
        let tasks = operations.map { operation in Task.immediate { await operation() } }
        try lock.execute("ROLLBACK")
        var values: [Value] = []
        for task in tasks { values.append(await task.value) }
        return (values, bench.store.commits - before)
    }

    @Test func `writes that wait are committed together, and one that fails harms none`()
        async throws
    {
        let bench = try Bench()
        try await bench.apply(.sample("mine"))
        let (errors, commits) = try await together(
            bench,
            (0..<50).map { index in
                {
                    // Every tenth is refused, after it made another schedule in its transaction.
                    await refusal { () async throws(StoreError) in
                        try await bench.store.applySchedules(
                            [.sample(Name(stringLiteral: "s\(index)"))]
                                + (index % 10 == 0 ? [.sample("mine")] : []),
                            by: Bench.bob, now: Bench.start)
                    }
                }
            })
        // The first may have been taken alone, before the others were there.
        #expect(commits <= 2)
        #expect(errors.map { $0 != nil } == (0..<50).map { $0 % 10 == 0 })
        let names = try await bench.store.schedules().map(\.key.name.text)
        #expect(Set(names) == Set(["mine"] + (0..<50).filter { $0 % 10 != 0 }.map { "s\($0)" }))
    }

    @Test func `what is cancelled while it waits is done whole`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let runs = [try await bench.run(schedule, at: Bench.start + .seconds(60)).uid]
        let lock = try RawDatabase.Connection(bench.database)
        try lock.execute("BEGIN IMMEDIATE")
        let task = Task.immediate {
            try await bench.store.completeRuns(
                runs.map {
                    Completion(
                        uid: $0, attempt: 1, outcome: .failure, startedAt: nil, endedAt: Bench.start
                    )
                })
        }
        task.cancel()
        try lock.execute("ROLLBACK")
        #expect(try await task.value.map(\.run.state) == [.error])
        #expect(try await bench.store.pendingEvents(limit: 9).count == 1)
    }

    @Test func `closing finishes what was asked for, and refuses what comes later`() async throws {
        let bench = try Bench()
        let lock = try RawDatabase.Connection(bench.database)
        try lock.execute("BEGIN IMMEDIATE")
        let tasks = (0..<5).map { index in
            Task.immediate { try await bench.apply(.sample(Name(stringLiteral: "s\(index)"))) }
        }
        let closing = Task.immediate { await bench.store.close() }
        try lock.execute("ROLLBACK")
        for task in tasks { _ = try await task.value }
        await closing.value
        await bench.store.close()
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.schedules()
        }
        #expect(refused?.kind == "failed")
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.schedules().count == 5)
        await again.close()
    }

    @Test func `a database that another program keeps locked is named`() async throws {
        var options = Bench.options
        options.lockMilliseconds = 1
        let bench = try Bench(options: options)
        let lock = try RawDatabase.Connection(bench.database)
        try lock.execute("BEGIN IMMEDIATE")
        // Questions are answered meanwhile.
        #expect(try await bench.store.schedules().isEmpty)
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.applySchedules(
                [.sample("backup")], by: Bench.alice, now: Bench.start)
        }
        #expect(refused?.kind == "locked")
        #expect(refused?.description.contains("another program") == true)
        try lock.execute("ROLLBACK")
        try await bench.apply(.sample("backup"))
    }

    @Test func `a store that is let go of ends its threads and frees its folder`() async throws {
        let folder = ScratchDirectory()
        let log = Journal().log
        do {
            let store = try Store.open(directory: folder.path, log: log, options: Bench.options)
            _ = try await store.applySchedules([.sample("a")], by: Bench.alice, now: Bench.start)
        }
        // Its threads end by themselves; the next one may have to wait for that.
        var store: Store?
        while store == nil {
            do throws(StoreError) {
                store = try Store.open(directory: folder.path, log: log, options: Bench.options)
            } catch {
                try #require(error.kind == "locked")
                await Task.yield()
            }
        }
        #expect(try await store?.schedules().count == 1)
        await store?.close()
    }
}
