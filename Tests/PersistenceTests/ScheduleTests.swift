import Domain
import Formats
import Persistence
import Testing

struct ScheduleTests {
    private let later = Bench.start + .seconds(60)

    @Test func `a new schedule belongs to its caller and is accounted for until now`() async throws
    {
        let bench = try Bench()
        let definition = ScheduleDefinition.sample("backup", notifications: [.sample("mail")])
        let applied = try await bench.store.applySchedules(
            [definition], by: Bench.alice, now: Bench.start)
        #expect(applied.map(\.change) == [.created])
        let schedule = applied[0].schedule
        #expect(schedule.definition == definition)
        #expect(schedule.owner == Owner(uid: 1000))
        #expect(schedule.createdAt == Bench.start)
        #expect(schedule.accountedUntil == Bench.start)
        #expect(schedule.revision == 1)
        #expect(try await bench.store.schedules() == [schedule])
        let overview = try await bench.store.schedule(definition.key, by: Bench.alice)
        #expect(overview == ScheduleOverview(schedule: schedule, lastRun: nil))
    }

    @Test func `the same definition again changes nothing`() async throws {
        let bench = try Bench()
        let definition = ScheduleDefinition.sample("backup", notifications: [.sample("mail")])
        let first = try await bench.apply(definition)
        let applied = try await bench.store.applySchedules(
            [definition], by: Bench.alice, now: later)
        #expect(applied == [AppliedSchedule(schedule: first, change: .unchanged)])
    }

    @Test(arguments: [("5 4 * * *", "", true), ("0 2 * * *", "nightly", false)])
    func `a changed definition has a new revision`(
        when: String, description: String, isDueOtherwise: Bool
    ) async throws {
        let bench = try Bench()
        var definition = ScheduleDefinition.sample("backup")
        try await bench.apply(definition)
        definition.when = when
        definition.description = description
        let applied = try await bench.store.applySchedules(
            [definition], by: Bench.alice, now: later)
        #expect(applied[0].change == .updated)
        #expect(applied[0].schedule.definition == definition)
        #expect(applied[0].schedule.revision == 2)
        // Only another time makes what was due before not due any more.
        #expect(applied[0].schedule.accountedUntil == (isDueOtherwise ? later : Bench.start))
    }

    @Test func `other notifications are a change, but no new revision`() async throws {
        let bench = try Bench()
        try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let definition = ScheduleDefinition.sample("backup", notifications: [.sample("chat")])
        let applied = try await bench.store.applySchedules(
            [definition], by: Bench.alice, now: later)
        #expect(applied[0].change == .updated)
        #expect(applied[0].schedule.definition == definition)
        #expect(applied[0].schedule.revision == 1)
    }

    @Test func `nothing is applied when one of the schedules is somebody else's`() async throws {
        let bench = try Bench()
        try await bench.apply(.sample("backup"))
        await #expect(throws: StoreError.self) {
            try await bench.store.applySchedules(
                [.sample("mine"), .sample("backup", when: "@daily")], by: Bench.bob, now: later)
        }
        let schedules = try await bench.store.schedules()
        #expect(schedules.map(\.key.name) == ["backup"])
        #expect(schedules[0].definition.when == "0 2 * * *")
    }

    @Test func `an administrator changes a schedule without taking it over`() async throws {
        let bench = try Bench()
        try await bench.apply(.sample("backup"))
        let applied = try await bench.store.applySchedules(
            [.sample("backup", when: "@daily")], by: Bench.root, now: later)
        #expect(applied[0].schedule.owner == Owner(uid: 1000))
    }

    @Test func `only the owner and administrators see and change a schedule`() async throws {
        let bench = try Bench()
        let key = try await bench.apply(.sample("backup")).key
        let store = bench.store
        let bob = Bench.bob
        let later = later
        let refused = [
            await refusal { () async throws(StoreError) in try await store.schedule(key, by: bob) },
            await refusal { () async throws(StoreError) in
                try await store.deleteSchedule(key, by: bob, now: later)
            },
            await refusal { () async throws(StoreError) in
                try await store.setPause(
                    Pause(at: later, by: Owner(uid: 1001)), of: key, by: bob, now: later)
            },
            await refusal { () async throws(StoreError) in
                try await store.setNotifications(key, [], by: bob)
            },
            await refusal { () async throws(StoreError) in
                try await store.createManualRun(
                    key, uid: bench.uid(), launcher: "l1", by: bob, now: later)
            },
        ]
        #expect(refused.map(\.?.kind) == Array(repeating: "notPermitted", count: 5))
        #expect(try await store.listSchedules(by: Bench.bob, limit: 10).isEmpty)
        #expect(try await store.listSchedules(by: Bench.alice, limit: 10).count == 1)
        #expect(try await store.listSchedules(by: Bench.root, limit: 10).count == 1)
        _ = try await store.deleteSchedule(key, by: Bench.root, now: later)
    }

    @Test func `a deleted schedule is gone, its runs stay, and its name is free`() async throws {
        let bench = try Bench()
        let first = try await bench.apply(.sample("backup"))
        let run = try await bench.ended(first, at: later).run
        #expect(
            try await bench.store.deleteSchedule(first.key, by: Bench.alice, now: later).id
                == first.id)
        await #expect(throws: StoreError.notFound(kind: "schedule", name: "default/backup")) {
            try await bench.store.schedule(first.key, by: Bench.alice)
        }
        #expect(try await bench.store.run(run.uid, by: Bench.alice) == run)
        let applied = try await bench.store.applySchedules(
            [.sample("backup")], by: Bench.bob, now: later)
        #expect(applied[0].change == .created)
        #expect(applied[0].schedule.id != first.id)
        let overview = try await bench.store.schedule(first.key, by: Bench.bob)
        #expect(overview.lastRun == nil)
    }

    @Test func `what is resumed is accounted for until now`() async throws {
        let bench = try Bench()
        let key = try await bench.apply(.sample("backup")).key
        let pause = Pause(
            at: later, until: later + .seconds(60), by: Owner(uid: 1000), reason: "disk is full")
        let paused = try await bench.store.setPause(pause, of: key, by: Bench.alice, now: later)
        #expect(paused.definition.paused == true)
        #expect(paused.pause == pause)
        #expect(paused.revision == 2)
        #expect(paused.accountedUntil == Bench.start)
        #expect(
            try await bench.store.setPause(
                pause, of: key, by: Bench.alice, now: later + .seconds(1)) == paused)
        let resumed = try await bench.resume(key, at: later + .seconds(9))
        #expect(resumed.definition.paused == nil && resumed.pause == nil)
        #expect(resumed.revision == 3)
        #expect(resumed.accountedUntil == later + .seconds(9))
    }

    @Test func `a pause that ends by itself leaves what is due since then owed`() async throws {
        let bench = try Bench()
        let key = try await bench.apply(.sample("backup")).key
        let until = later + .seconds(60)
        let pause = Pause(at: later, until: until, by: Owner(uid: 1000))
        let paused = try await bench.store.setPause(pause, of: key, by: Bench.alice, now: later)
        #expect(try await bench.store.endPauses(of: [paused.id], now: until + .seconds(-1)) == [])
        let resumed = try await bench.store.endPauses(of: [paused.id], now: until + .seconds(500))
        #expect(resumed.map(\.accountedUntil) == [until])
        #expect(resumed[0].pause == nil)
        #expect(
            try await bench.store.endPauses(of: [paused.id], now: until + .seconds(500)) == [])
    }

    @Test(arguments: [nil, true, false] as [Bool?], [true, false])
    func `a definition that says nothing of a pause leaves it as it is`(
        said: Bool?, wasPaused: Bool
    ) async throws {
        let bench = try Bench()
        let key = try await bench.apply(.sample("backup")).key
        if wasPaused { try await bench.pause(key, at: later) }
        let applied = try await bench.apply(.sample("backup", paused: said), at: later)
        #expect((applied.pause != nil) == said ?? wasPaused)
    }

    @Test func `notifications that are set hold for the runs that come`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let before = try await bench.run(schedule, at: later)
        let changed = try await bench.store.setNotifications(
            schedule.key, [.sample("chat"), .sample("pager")], by: Bench.alice)
        #expect(changed.definition.notifications == [.sample("chat"), .sample("pager")])
        #expect(changed.revision == schedule.revision)
        let completion = Completion(
            uid: before.uid, attempt: 1, outcome: .failure, startedAt: nil, endedAt: later)
        let old = try await bench.store.completeRuns([completion])[0]
        #expect(old.tell?.notifications == [.sample("mail")])
        let new = try await bench.ended(changed, at: later + .seconds(60))
        #expect(new.tell?.notifications == [.sample("chat"), .sample("pager")])
    }

    @Test func `two notifications of one name are refused`() async throws {
        let bench = try Bench()
        let key = try await bench.apply(.sample("backup")).key
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.setNotifications(
                key, [.sample("mail"), .sample("mail")], by: Bench.alice)
        }
        #expect(refused?.description.contains("two notifications are named mail") == true)
    }

    @Test func `pages of schedules follow each other without gaps or repeats`() async throws {
        let bench = try Bench()
        let names = (0..<23).map { index in Name(stringLiteral: "s\(index)") }
        for project in ["default", "other"] as [Name] {
            let definitions = names.map { ScheduleDefinition.sample($0, project: project) }
            _ = try await bench.store.applySchedules(definitions, by: Bench.alice, now: Bench.start)
        }
        var found: [ScheduleKey] = []
        while true {
            let page = try await bench.store.listSchedules(
                by: Bench.alice, after: found.last, limit: 5)
            found += page.map(\.schedule.key)
            if page.count < 5 { break }
        }
        #expect(found == found.sorted())
        #expect(Set(found).count == 46)
        #expect(found.count == 46)
        let other = try await bench.store.listSchedules(
            project: "other", by: Bench.root, limit: 100)
        #expect(other.count == 23)
    }
}
