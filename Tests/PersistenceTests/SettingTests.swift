import Domain
import Formats
import Persistence
import TestKit
import Testing

/// Notifications that are set for runs and projects.
struct SettingTests {
    private let noon = Bench.start + .seconds(3600)

    private func complete(
        _ bench: Bench, _ run: Run, _ outcome: RunOutcome = .failure
    ) async throws -> [Notification] {
        let completion = Completion(
            uid: run.uid, attempt: 1, outcome: outcome, startedAt: nil, endedAt: noon + .seconds(9))
        return try await bench.store.completeRuns([completion])[0].tell?.notifications ?? []
    }

    @Test func `a run with a list of its own is told by that alone, from then on`() async throws {
        let bench = try Bench()
        let (store, every) = (bench.store, [Interest.running, .error])
        try await store.setNotifications(
            ofProject: .defaultProject, [.sample("team", when: every)], by: Bench.root)
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("mail", when: every)]))
        let run = try await bench.run(schedule, at: noon)
        let started = try await store.recordStarted([StartedRun(uid: run.uid, at: noon)])
        try await store.setNotifications(ofRun: run.uid, [.sample("mine")], by: Bench.alice)
        #expect(try await complete(bench, run) == [.sample("mine")])
        // The event that came before keeps the lists it was made with, through a restart too.
        let pending = try await store.pendingEvents(limit: 9)
        #expect(pending.map { $0.notifications.map(\.name) } == [["mail", "team"], ["mine"]])
        #expect(pending.first == started.first)
        #expect(
            try await bench.ended(schedule, at: noon + .seconds(60)).tell?.notifications.count == 2)
    }

    @Test func `a run may be given nobody to tell, and a list that its schedule has as well`()
        async throws
    {
        let bench = try Bench()
        try await bench.store.setNotifications(
            ofProject: .defaultProject, [.sample("team")], by: Bench.root)
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("mail")]))
        let silent = try await bench.run(schedule, at: noon)
        try await bench.store.setNotifications(ofRun: silent.uid, [], by: Bench.alice)
        #expect(try await complete(bench, silent).isEmpty)
        let alike = try await bench.run(schedule, at: noon + .seconds(60))
        for _ in 1...2 {
            try await bench.store.setNotifications(
                ofRun: alike.uid, [.sample("mail")], by: Bench.alice)
        }
        #expect(try await complete(bench, alike) == [.sample("mail")])
    }

    @Test func `a run that waits for its turn or its next attempt takes a list too`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("mail")]))
        let run = try await bench.run(schedule, at: noon)
        let failed = Completion(
            uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon, endedAt: noon,
            retryAt: noon + .seconds(30))
        _ = try await bench.store.completeRuns([failed])
        try await bench.store.assignRuns([run.uid], to: nil)
        try await bench.store.setNotifications(
            ofRun: run.uid, [.sample("late", when: [.skipped])], by: Bench.alice)
        let skipped = try await bench.store.skipRuns(
            [run.uid], reason: .limit, message: "too late", now: noon)
        #expect(skipped[0].tell?.notifications.map(\.name) == ["late"])
    }

    @Test func `what cannot be set is refused, and changes nothing`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("mail")]))
        let ended = try await bench.ended(schedule, at: noon).run
        let run = try await bench.run(schedule, at: noon + .seconds(60))
        func setting(
            _ uid: UID, _ list: [Notification] = [], by caller: Caller = Bench.alice
        ) async -> StoreError? {
            await refusal { () async throws(StoreError) in
                try await bench.store.setNotifications(ofRun: uid, list, by: caller)
            }
        }
        let late = await setting(ended.uid)
        #expect(late?.kind == "invalidState")
        #expect(late?.description.contains("notifyctl resend-notifications") == true)
        #expect(await setting(bench.uid())?.kind == "notFound")
        #expect(await setting(run.uid, by: Bench.bob)?.kind == "notPermitted")
        #expect(await setting(run.uid, [.sample("a"), .sample("a")])?.kind == "invalidState")
        let project = await refusal { () async throws(StoreError) in
            try await bench.store.setNotifications(
                ofProject: .defaultProject, [.sample("a")], by: Bench.alice)
        }
        #expect(project?.kind == "notPermitted")
        #expect(project?.description.contains("only administrators") == true)
        #expect(try await complete(bench, run) == [.sample("mail")])
    }

    @Test func `a project's notifications count besides, but for names that a schedule has`()
        async throws
    {
        let bench = try Bench()
        let store = bench.store
        func set(_ list: [Notification]) async throws {
            try await store.setNotifications(ofProject: "shop", list, by: Bench.root)
        }
        // Before there is any schedule.
        try await set([.sample("team"), .sample("chat", when: [.completed])])
        let schedule = try await bench.apply(
            .sample(
                "s", project: "shop", policies: Policies(overlap: .allow),
                notifications: [.sample("chat", when: [.error])]))
        let other = try await bench.apply(.sample("s", notifications: [.sample("chat")]))
        let before = try await bench.run(schedule, at: noon)
        try await set([.sample("pager")])
        let between = try await bench.run(schedule, at: noon + .seconds(60))
        try await set([])
        let after = try await bench.run(schedule, at: noon + .seconds(120))
        #expect(try await complete(bench, before).map(\.name) == ["chat", "team"])
        #expect(try await complete(bench, between).map(\.name) == ["chat", "pager"])
        #expect(try await complete(bench, after).map(\.name) == ["chat"])
        #expect(try await bench.ended(other, at: noon).tell?.notifications.count == 1)
        let row = "SELECT count(*) FROM project"
        #expect(try RawDatabase.integer(row, of: bench.database) == 0)
    }

    @Test func `lists say where each notification comes from, and which is replaced`() async throws
    {
        let bench = try Bench()
        let store = bench.store
        try await store.setNotifications(
            ofProject: .defaultProject, [.sample("chat"), .sample("team")], by: Bench.root)
        let schedule = try await bench.apply(.sample("s", notifications: [.sample("chat")]))
        let run = try await bench.run(schedule, at: noon)
        let expected = [
            ListedNotification(notification: .sample("chat"), origin: .schedule),
            ListedNotification(notification: .sample("chat"), origin: .project, isReplaced: true),
            ListedNotification(notification: .sample("team"), origin: .project),
        ]
        let listed = ScheduleNotifications(key: schedule.key, notifications: expected)
        #expect(try await store.notifications(of: schedule.key, by: Bench.alice) == listed)
        #expect(try await store.notifications(ofRun: run.uid, by: Bench.alice) == listed)
        #expect(try await store.listNotifications(by: Bench.root, limit: 9) == [listed])
        #expect(try await store.listNotifications(by: Bench.bob, limit: 9) == [])
        #expect(try await store.listNotifications(project: "x", by: Bench.root, limit: 9) == [])
        try await store.setNotifications(ofRun: run.uid, [.sample("team")], by: Bench.alice)
        #expect(
            try await store.notifications(ofRun: run.uid, by: Bench.alice).notifications
                == [ListedNotification(notification: .sample("team"), origin: .run)])
        #expect(
            try await store.notifications(ofProject: .defaultProject, by: Bench.root).map(\.origin)
                == [.project, .project])
        #expect(try await store.notifications(ofProject: "none", by: Bench.root) == [])
        let ofSchedule = await refusal { () async throws(StoreError) in
            try await store.notifications(of: schedule.key, by: Bench.bob)
        }
        let ofRun = await refusal { () async throws(StoreError) in
            try await store.notifications(ofRun: run.uid, by: Bench.bob)
        }
        let ofProject = await refusal { () async throws(StoreError) in
            try await store.notifications(ofProject: .defaultProject, by: Bench.alice)
        }
        let kinds = [ofSchedule, ofRun, ofProject].map { $0?.kind }
        #expect(kinds == ["notPermitted", "notPermitted", "notPermitted"])
    }

    @Test func `a list with one that cannot be read is mended by setting it without`() async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("s", notifications: [.sample("mail"), .sample("chat")]))
        await bench.store.close()
        try RawDatabase.execute(
            "UPDATE notification SET parameters = '[' WHERE name = 'mail'", on: bench.database)
        let store = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        let before = try await store.notifications(of: schedule.key, by: Bench.alice)
        #expect(before.notifications.map(\.notification) == [.sample("chat")])
        _ = try await store.setNotifications(schedule.key, [.sample("chat")], by: Bench.alice)
        let names = """
            SELECT count(*) FROM schedule s JOIN notification n ON n.set_id = s.notification_set_id
            """
        #expect(try RawDatabase.integer(names, of: bench.database) == 1)
        await store.close()
    }

    /// What sets and ends at once do to one run.
    private struct Race: Sendable {
        let run: Run
        /// The lists that were accepted, the schedule's among them.
        var lists: [[Notification]]
        var told: [Notification] = []
    }

    @Test func `of a thousand sets and ends at once, every run is told by one whole list`()
        async throws
    {
        let bench = try Bench()
        let names: [Name] = ["a", "b", "c"]
        func list(_ number: Int) -> [Notification] {
            names.prefix(1 + number % 3).map { name in
                Notification(name: name, kind: "console", message: "list \(number)")
            }
        }
        try await bench.store.setNotifications(
            ofProject: .defaultProject, [.sample("team")], by: Bench.root)
        let schedule = try await bench.apply(
            .sample("s", policies: Policies(overlap: .allow), notifications: list(0)))
        var runs: [Run] = []
        for number in 0..<250 {
            runs.append(try await bench.run(schedule, at: noon + .seconds(number)))
        }
        enum Step: Sendable { case set(Int), end }
        var steps = runs.indices.flatMap { index in
            (1...3).map { (index, Step.set(index * 3 + $0)) } + [(index, .end)]
        }
        var generator = SeededGenerator(seed: 7)
        steps.shuffle(using: &generator)
        #expect(steps.count == 1000)
        var races = runs.map { Race(run: $0, lists: [list(0) + [.sample("team")]]) }
        try await withThrowingTaskGroup(of: (Int, set: Int?, told: [Notification]?).self) { group in
            for (index, step) in steps {
                let run = runs[index]
                group.addTask {
                    switch step {
                    case .end: return (index, nil, try await complete(bench, run))
                    case .set(let number):
                        let refused = await refusal { () async throws(StoreError) in
                            try await bench.store.setNotifications(
                                ofRun: run.uid, list(number), by: Bench.alice)
                        }
                        #expect(refused == nil || refused?.kind == "invalidState")
                        return (index, refused == nil ? number : nil, nil)
                    }
                }
            }
            for try await (index, set, told) in group {
                if let set { races[index].lists.append(list(set)) }
                if let told { races[index].told = told }
            }
        }
        let pending = try await bench.store.pendingEvents(limit: 1000)
        #expect(pending.count == runs.count)
        for race in races {
            let events = pending.filter { $0.event.run == race.run.uid }
            #expect(events.map(\.notifications) == [race.told])
            #expect(race.lists.contains(race.told))
            let kept = try await bench.store.notifications(ofRun: race.run.uid, by: Bench.alice)
            #expect(kept.notifications.map(\.notification) == race.told)
        }
        #expect(Set(races.map(\.lists.count)) != [1], "no set came before an end")
        #expect(Set(races.map(\.lists.count)) != [4], "no set came after an end")
    }
}
