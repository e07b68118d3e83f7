import Domain
import Formats
import Persistence
import TestKit
import Testing

struct NotifierTests {
    private let noon = Bench.start + .seconds(3600)

    private func draft(
        _ name: Name = "on-call", secret: String = "the-secret-of-a-notifier", shared: Bool? = nil
    ) -> NotifierDraft {
        NotifierDraft(
            name: name,
            configuration: ChannelConfiguration(
                kind: "webhook", parameters: ["method": "PUT"],
                secretParameters: ["url": "http://127.0.0.1:1/", "secret": .string(secret)]),
            isShared: shared)
    }

    private func use(_ name: Name = "on-call") -> Notification {
        Notification(name: "n", target: .notifier(name))
    }

    private func references(_ bench: Bench) throws -> [String] {
        try RawDatabase.texts("SELECT reference FROM secret ORDER BY reference", of: bench.database)
    }

    @Test func `a notifier comes back as it was stored`() async throws {
        let bench = try Bench()
        try await bench.store.addNotifier(draft(), by: Bench.alice, now: noon)
        let expected = Notifier(
            name: "on-call", owner: Owner(uid: 1000), configuration: draft().configuration,
            createdAt: noon, changedAt: noon)
        let read = try await bench.store.notifier("on-call", by: Bench.alice)
        #expect(read.notifier == expected)
        #expect(read.users.isEmpty)
        #expect(
            try await bench.store.notifiers(named: ["on-call", "none"])
                == ["on-call": .notifier(expected)])
        #expect(try references(bench) == ["notifier-on-call"])
        #expect(
            try RawDatabase.texts("SELECT secret_parameters FROM notifier", of: bench.database)
                == [#"{"secret":"notifier-on-call"}"#])
    }

    @Test func `one that is there is replaced only when that is asked for`() async throws {
        let bench = try Bench()
        try await bench.store.addNotifier(draft(), by: Bench.alice, now: noon)
        let disablement = Notifier.Disablement(at: noon, reason: "on holiday")
        try await bench.store.setDisablement(disablement, ofNotifier: "on-call", by: Bench.alice)
        let other = draft(secret: "another-secret")
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.addNotifier(other, by: Bench.alice, now: noon)
            }?.kind == "invalidState")
        let later = noon + .seconds(60)
        try await bench.store.addNotifier(other, replacing: true, by: Bench.root, now: later)
        let read = try await bench.store.notifier("on-call", by: Bench.alice).notifier
        #expect(
            read
                == Notifier(
                    name: "on-call", owner: Owner(uid: 1000), disablement: disablement,
                    configuration: other.configuration, createdAt: noon, changedAt: later))
        #expect(try references(bench) == ["notifier-on-call"])
        let open = NotifierDraft(
            name: "on-call", configuration: ChannelConfiguration(kind: "console"))
        try await bench.store.addNotifier(open, replacing: true, by: Bench.alice, now: later)
        #expect(try references(bench) == [])
    }

    @Test func `only its owner and administrators change it, and see it unless it is shared`()
        async throws
    {
        let bench = try Bench()
        let store = bench.store
        try await store.addNotifier(draft("own"), by: Bench.alice, now: noon)
        try await store.addNotifier(draft("shared", shared: true), by: Bench.root, now: noon)
        #expect(
            await refusal { () async throws(StoreError) in
                try await store.addNotifier(draft("mine", shared: true), by: Bench.bob, now: noon)
            }?.kind == "notPermitted")
        for name in ["own", "shared"] as [Name] {
            let refusals = [
                await refusal { () async throws(StoreError) in
                    try await store.addNotifier(
                        draft(name), replacing: true, by: Bench.bob, now: noon)
                },
                await refusal { () async throws(StoreError) in
                    try await store.removeNotifier(name, force: true, by: Bench.bob)
                },
                await refusal { () async throws(StoreError) in
                    try await store.setDisablement(nil, ofNotifier: name, by: Bench.bob)
                },
            ]
            #expect(refusals.map { $0?.kind } == ["notPermitted", "notPermitted", "notPermitted"])
        }
        #expect(
            await refusal { () async throws(StoreError) in
                try await store.notifier("own", by: Bench.bob)
            }?.kind == "notPermitted")
        #expect(try await store.notifier("shared", by: Bench.bob).notifier.isShared)
        for (caller, names) in [
            (Bench.alice, ["own", "shared"]), (Bench.bob, ["shared"]),
            (Bench.root, ["own", "shared"]),
        ] {
            let listed = try await store.listNotifiers(by: caller, limit: 9)
            #expect(listed.map(\.name.text) == names)
        }
        #expect(
            try await store.listNotifiers(by: Bench.root, after: "own", limit: 9).map(\.name)
                == ["shared"])
        #expect(try await store.listNotifiers(by: Bench.root, limit: 1).map(\.name) == ["own"])
        #expect(
            try await store.notifierNames(usableBy: Owner(uid: 1000)) == ["own", "shared"])
        #expect(try await store.notifierNames(usableBy: Owner(uid: 1001)) == ["shared"])
    }

    @Test func `there is an end to how many a user has`() async throws {
        let bench = try Bench()
        for number in 0..<Limits.notifiers {
            let name = try Name("n\(number)")
            try await bench.store.addNotifier(
                NotifierDraft(name: name, configuration: ChannelConfiguration(kind: "console")),
                by: Bench.alice, now: noon)
        }
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.addNotifier(draft("more"), by: Bench.alice, now: noon)
            }?.kind == "invalidState")
        try await bench.store.addNotifier(draft("more"), by: Bench.bob, now: noon)
    }

    @Test func `what is not there is not found`() async throws {
        let bench = try Bench()
        let refusals = [
            await refusal { () async throws(StoreError) in
                _ = try await bench.store.notifier("none", by: Bench.root)
            },
            await refusal { () async throws(StoreError) in
                try await bench.store.removeNotifier("none", force: true, by: Bench.root)
            },
            await refusal { () async throws(StoreError) in
                try await bench.store.setDisablement(nil, ofNotifier: "none", by: Bench.root)
            },
        ]
        #expect(
            refusals.map { $0?.description }
                == Array(
                    repeating: "there is no notifier none: see notifyctl list-notifiers", count: 3))
    }

    @Test func `one in use is not removed, unless by force`() async throws {
        let bench = try Bench()
        let store = bench.store
        try await store.addNotifier(draft(), by: Bench.alice, now: noon)
        let schedule = try await bench.apply(.sample("backup", notifications: [use()]))
        try await bench.apply(.sample("import", project: "data", notifications: [use()]))
        try await bench.apply(.sample("other", notifications: [use("elsewhere")]))
        #expect(
            try await store.notifier("on-call", by: Bench.alice).users.names.sorted()
                == ["schedule backup", "schedule data/import"])
        #expect(
            await refusal { () async throws(StoreError) in
                try await store.removeNotifier("on-call", force: false, by: Bench.alice)
            }?.description
                == "the notifier on-call is in use (schedule data/import, schedule backup): let these "
                + "use another one, or remove it by force, and what they have to tell through it fails"
        )
        // A run keeps the list that it was created with, and what is to be told of it needs it too.
        let run = try await bench.run(schedule, at: noon)
        try await bench.apply(.sample("backup"))
        try await bench.apply(.sample("import", project: "data"))
        #expect(
            try await store.notifier("on-call", by: Bench.alice).users.names == ["run \(run.uid)"])
        let tell = try #require(
            try await store.completeRuns([
                Completion(
                    uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon, endedAt: noon)
            ])[0].tell)
        #expect(
            try await store.notifier("on-call", by: Bench.alice).users.names
                == ["what is to be told of run \(run.uid)"])
        try await store.planDeliveries([DeliveryPlan(event: tell.event.id, deliveries: [])])
        #expect(try await store.notifier("on-call", by: Bench.alice).users.isEmpty)
        try await store.removeNotifier("on-call", force: false, by: Bench.alice)
        #expect(try references(bench) == [])

        try await store.addNotifier(draft(), by: Bench.alice, now: noon)
        try await bench.apply(.sample("backup", notifications: [use()]))
        try await store.removeNotifier("on-call", force: true, by: Bench.alice)
        #expect(try await store.notifiers(named: ["on-call"]) == [:])
        #expect(try references(bench) == [])
    }

    @Test func `of many users some are told`() async throws {
        let bench = try Bench()
        try await bench.store.addNotifier(draft(), by: Bench.alice, now: noon)
        for number in 0..<12 {
            try await bench.apply(.sample(try Name("s\(number)"), notifications: [use(), use2()]))
        }
        let users = try await bench.store.notifier("on-call", by: Bench.alice).users
        #expect(users.names.count == 10)
        #expect(Set(users.names).count == 10)
        #expect(users.isCut)
    }

    private func use2() -> Notification { Notification(name: "m", target: .notifier("on-call")) }

    @Test func `a damaged one is found as such, and can be replaced`() async throws {
        let bench = try Bench()
        try await bench.store.addNotifier(draft(), by: Bench.alice, now: noon)
        try RawDatabase.execute("UPDATE secret SET sealed = zeroblob(9)", on: bench.database)
        #expect(
            try await bench.store.notifiers(named: ["on-call"]) == [
                "on-call": .unreadable(
                    kind: "webhook", why: "its secrets in the store are damaged: set it anew")
            ])
        #expect(try await bench.store.listNotifiers(by: Bench.alice, limit: 9).isEmpty)
        #expect(bench.journal.count(of: "the notifier on-call in the store cannot be read") == 1)
        try await bench.store.addNotifier(draft(), replacing: true, by: Bench.alice, now: noon)
        #expect(try await bench.store.listNotifiers(by: Bench.alice, limit: 9).count == 1)
    }
}
