import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

/// What an end means beside those before it, and what else there is to be told of.
struct HappeningTests {
    private let noon = Bench.start + .seconds(3600)

    /// Does what the letters say, one after the other: a run that fails, completes, is aborted or
    /// skipped, or a restart of the store. Answers with what each run has changed.
    private func changes(_ letters: String) async throws -> [Happening.Change?] {
        let bench = try Bench()
        var store = bench.store
        let everything = Notification.sample("all", when: Interest.allCases)
        let schedule = try await bench.apply(.sample("s", notifications: [everything]))
        var changes: [Happening.Change?] = []
        for (index, letter) in letters.enumerated() {
            let at = noon + .seconds(60 * index)
            if letter == "R" {
                await store.close()
                store = try Store.open(
                    directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
                continue
            }
            let due = bench.due(schedule, at)
            let run = try await store.createDueRuns([due], launcher: "l", now: at).runs[0].run
            if letter == "S" {
                try await store.assignRuns([run.uid], to: nil)
                let skipped = try await store.skipRuns(
                    [run.uid], reason: .limit, message: "", now: at)
                changes.append(skipped[0].tell?.event.happening.change)
                continue
            }
            let outcome: RunOutcome =
                switch letter {
                case "F": .failure
                case "L": .lost("gone")
                case "A": .abortedBeforeStart
                default: .success
                }
            let completion = Completion(
                uid: run.uid, attempt: 1, outcome: outcome, startedAt: at, endedAt: at)
            let ended = try await store.completeRuns([completion])[0]
            let event = try #require(ended.tell?.event)
            changes.append(event.happening.change)
            // What is stored says the same.
            let pending = try await store.pendingEvents(limit: 100)
            #expect(pending.last?.event.happening == event.happening)
        }
        await store.close()
        return changes
    }

    @Test(
        arguments: [
            ("F", [.broken]), ("C", [nil]), ("FF", [.broken, nil]), ("CC", [nil, nil]),
            ("FC", [.broken, .fixed]), ("CF", [nil, .broken]),
            ("FCFC", [.broken, .fixed, .broken, .fixed]), ("FLC", [.broken, nil, .fixed]),
            ("L", [.broken]), ("AF", [nil, .broken]), ("FAC", [.broken, nil, .fixed]),
            ("FASF", [.broken, nil, nil, nil]), ("CASC", [nil, nil, nil, nil]),
            ("FRF", [.broken, nil]), ("FRC", [.broken, .fixed]), ("CRF", [nil, .broken]),
            ("FARSRC", [.broken, nil, nil, .fixed]),
        ] as [(String, [Happening.Change?])])
    func `a failure after none is broken, and the success after it fixed`(
        letters: String, expected: [Happening.Change?]
    ) async throws {
        #expect(try await changes(letters) == expected)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `any sequence changes what its completed and failed runs alone would`(
        seed: UInt64
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        let letters = String(
            (0..<40).compactMap { _ in "FFCCLASR".randomElement(using: &generator) })
        var isFailing = false
        let expected = letters.filter { $0 != "R" }.map { letter -> Happening.Change? in
            switch letter {
            case "F", "L":
                defer { isFailing = true }
                return isFailing ? nil : .broken
            case "C":
                defer { isFailing = false }
                return isFailing ? .fixed : nil
            default: return nil
            }
        }
        #expect(try await changes(letters) == expected, "\(letters)")
    }

    @Test(
        arguments: [
            (.failure, ["error", "exit", "broken"]),
            (.lost("gone"), ["error", "lost", "exception", "broken"]),
            (.notStarted("no"), ["error", "start", "exception", "broken"]),
            (
                .ended(
                    .signalled(9),
                    usage: ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero),
                    timedOut: false, aborted: false, successExitCodes: [0]),
                ["error", "signal", "exception", "broken"]
            ),
            (
                .ended(
                    .exited(1),
                    usage: ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero),
                    timedOut: true, aborted: false, successExitCodes: [0]),
                ["error", "timeout", "exception", "broken"]
            ),
            (.success, ["completed"]), (.abortedBeforeStart, ["aborted"]),
        ] as [(RunOutcome, [String])])
    func `each word is told of the ends that it means, and of no others`(
        outcome: RunOutcome, words: [String]
    ) async throws {
        let bench = try Bench()
        let list = try Interest.allCases.map {
            Notification.sample(try Name($0.rawValue), when: [$0])
        }
        let schedule = try await bench.apply(.sample("s", notifications: list))
        let told = try await bench.ended(schedule, at: noon, outcome).tell?.notifications ?? []
        #expect(Set(told.map(\.name.text)) == Set(words))
        // Read from the outbox after a crash they are the same.
        let pending = try await bench.store.pendingEvents(limit: 9)
        #expect(pending.last?.notifications == told)
    }

    @Test func `an attempt that is repeated is told once, and only as such`() async throws {
        let bench = try Bench()
        let list = [Notification.sample("each", when: [.attemptError]), .sample("end")]
        let schedule = try await bench.apply(.sample("s", notifications: list))
        let run = try await bench.run(schedule, at: noon)
        func end(_ attempt: Int64, retryAt: Timestamp? = nil) async throws -> EventToTell? {
            let completion = Completion(
                uid: run.uid, attempt: attempt, outcome: .failure, startedAt: nil,
                endedAt: noon + .seconds(Int(attempt)), retryAt: retryAt)
            return try await bench.store.completeRuns([completion])[0].tell
        }
        for attempt in 1...2 as ClosedRange<Int64> {
            let tell = try #require(try await end(attempt, retryAt: noon))
            #expect(tell.notifications.map(\.name) == ["each"])
            #expect(tell.event.happening == Happening(.attemptError, reason: .exit))
            #expect(tell.event.at == noon + .seconds(Int(attempt)))
            // As the attempt ended, although the run is pending again.
            #expect(tell.event.snapshot["status"]?["state"] == "error")
            #expect(tell.event.snapshot["status"]?["attempt"] == .integer(attempt))
            #expect(tell.event.snapshot["status"]?["exit_code"] == 2)
            #expect(try await end(attempt, retryAt: noon) == nil)
        }
        #expect(try await end(3)?.notifications.map(\.name) == ["end"])
        let pending = try await bench.store.pendingEvents(limit: 9)
        #expect(pending.map { $0.notifications.map(\.name) } == [["each"], ["each"], ["end"]])
        // Attempts break nothing: it is the run that fails.
        #expect(pending.map(\.event.happening.change) == [nil, nil, .broken])
    }

    @Test func `a schedule's creation is told once, without a run`() async throws {
        let bench = try Bench()
        let list = [Notification.sample("new", when: [.defined]), .sample("end")]
        let definition = ScheduleDefinition.sample("s", notifications: list)
        func apply(_ definition: ScheduleDefinition) async throws -> AppliedSchedule {
            try await bench.store.applySchedules([definition], by: Bench.alice, now: noon)[0]
        }
        let created = try await apply(definition)
        let tell = try #require(created.tell)
        #expect(tell.notifications.map(\.name) == ["new"])
        #expect(tell.event.happening == Happening(.defined))
        #expect(tell.event.run == nil)
        #expect(tell.event.snapshot == created.schedule.object)
        #expect(try await bench.store.pendingEvents(limit: 9) == [tell])
        var changed = definition
        changed.when = "@hourly"
        #expect(try await apply(definition).tell == nil)
        #expect(try await apply(changed).tell == nil)
        _ = try await bench.store.setNotifications(definition.key, list, by: Bench.alice)
        let deliveries = try await bench.plan(tell)
        #expect(try await bench.store.deliveries(by: Bench.alice, limit: 9) == deliveries)
        #expect(try await bench.store.pendingEvents(limit: 9) == [])
        // The next schedule of that name is another one; its project may be who listens.
        _ = try await bench.store.deleteSchedule(definition.key, by: Bench.alice, now: noon)
        try await bench.store.setNotifications(
            ofProject: .defaultProject, [.sample("team", when: [.defined])], by: Bench.root)
        #expect(try await apply(changed).tell?.notifications.map(\.name) == ["new", "team"])
        #expect(try await apply(.sample("quiet")).tell?.notifications.map(\.name) == ["team"])
    }
}
