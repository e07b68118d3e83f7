import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

struct FullDiskTests {
    private let noon = Bench.start + .seconds(60)

    private func definitions(_ prefix: String, _ count: Int) -> [ScheduleDefinition] {
        (0..<count).map { index in
            var definition = ScheduleDefinition.sample(
                Name(stringLiteral: "\(prefix)\(index)"), notifications: [.sample("mail")])
            definition.description = String(repeating: "x", count: 2000)
            return definition
        }
    }

    @Test func `what finds no room is not half done, and what fits is done afterwards`()
        async throws
    {
        var options = Bench.options
        options.maximumPages = 200
        let bench = try Bench(options: options)
        try await bench.apply(.sample("first"))
        let wanted = definitions("many", 400)
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.applySchedules(wanted, by: Bench.alice, now: noon)
        }
        #expect(refused?.kind == "full")
        #expect(refused?.description.contains("free space") == true)
        #expect(try await bench.store.schedules().map(\.key.name) == ["first"])
        try await bench.apply(.sample("second"))
        #expect(try await bench.store.schedules().map(\.key.name) == ["first", "second"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
    func `on a full disk the ballast makes room for what is under way`() async throws {
        let disk = try SmallDisk(bytes: 6 << 20)
        var options = StoreOptions()
        options.ballastBytes = 1 << 20
        let journal = Journal()
        let store = try Store.open(
            directory: disk.folder.path + "/state", log: journal.log, options: options)
        let schedule = try await store.applySchedules(
            definitions("s", 1), by: Bench.alice, now: Bench.start)[0].schedule
        let due = DueSchedule(
            scheduleID: schedule.id, revision: 1,
            runs: [DueRun(uid: try #require(UID(sample)), occurrence: noon, trigger: .schedule)],
            accountedUntil: noon)
        let run = try await store.createDueRuns([due], launcher: "l1", now: noon).runs[0].run

        try disk.fill(sparing: 160 * 1024)
        var refused: StoreError?
        for round in 0..<1000 where refused == nil {
            let wanted = definitions("r\(round)-", 20)
            let before = try await store.schedules().count
            refused = await refusal { () async throws(StoreError) in
                try await store.applySchedules(wanted, by: Bench.alice, now: noon)
            }
            let after = try await store.schedules().count
            #expect(after == (refused == nil ? before + 20 : before))
        }
        #expect(refused?.kind == "full")
        // The ballast is gone; what is under way finds room, and nothing new is begun.
        #expect(unsafe access(disk.folder.path + "/state/state.ballast", F_OK) != 0)
        let completion = Completion(
            uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon, endedAt: noon)
        let completed = try await store.completeRuns([completion])
        #expect(completed.map(\.run.state) == [.error])
        #expect(try await store.pendingEvents(limit: 9).count == 1)
        let more = definitions("more", 1)
        let refusedStill = await refusal { () async throws(StoreError) in
            try await store.applySchedules(more, by: Bench.alice, now: noon)
        }
        #expect(refusedStill?.kind == "full")
        // With room again everything goes on, and the ballast is there again.
        disk.empty()
        _ = try await store.applySchedules(more, by: Bench.alice, now: noon)
        #expect(unsafe access(disk.folder.path + "/state/state.ballast", F_OK) == 0)
        await store.close()
    }

    private let sample = "0197774b-0000-7000-8000-000000000001"
}
