import Domain
import Formats
import Persistence
import TestKit
import Testing

struct RunTests {
    private let noon = Bench.start + .seconds(3600)

    @Test func `a run is started once`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("chat", when: [.running])]))
        let run = try await bench.run(schedule, at: noon)
        let started = StartedRun(uid: run.uid, at: noon + .seconds(1))
        let events = try await bench.store.recordStarted([started])
        #expect(events.map(\.event.occasion) == [.running])
        #expect(events[0].event.snapshot["status"]?["state"] == "running")
        #expect(try await bench.store.recordStarted([started]).isEmpty)
        let stored = try await bench.store.run(run.uid, by: Bench.alice)
        #expect(stored.state == .running)
        #expect(stored.startedAt == noon + .seconds(1))
    }

    @Test func `an end is stored with its event when somebody listens`() async throws {
        let bench = try Bench()
        let definition = ScheduleDefinition.sample(
            "backup", notifications: [.sample("mail"), .sample("cheer", when: [.completed])])
        let ended = try await bench.ended(try await bench.apply(definition), at: noon)
        #expect(ended.run.state == .error)
        #expect(ended.run.reason == .exit)
        #expect(ended.run.exit == .exited(2))
        #expect(ended.run.startedAt == noon)
        #expect(ended.run.endedAt == noon + .seconds(1))
        #expect(ended.run.usage?.peakMemory == 4096)
        let tell = try #require(ended.tell)
        #expect(tell.notifications.map(\.name) == ["mail"])
        #expect(tell.event.occasion == .error)
        #expect(tell.event.run == ended.run.uid)
        #expect(tell.event.at == noon + .seconds(1))
        #expect(tell.event.notificationsPendingSince == noon + .seconds(1))
        #expect(
            tell.event.snapshot
                == ended.run.snapshot(
                    definition: definition, notifications: definition.notifications.map(\.summary))
        )
        #expect(try await bench.store.run(ended.run.uid, by: Bench.alice) == ended.run)
        #expect(try await bench.store.pendingEvents(limit: 9) == [tell])
        #expect(try await bench.store.unfinishedRuns().isEmpty)
    }

    @Test func `an end that nobody listens to leaves the outbox empty`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("cheer", when: [.completed])]))
        let ended = try await bench.ended(schedule, at: noon)
        #expect(ended.tell == nil)
        #expect(try await bench.store.pendingEvents(limit: 9).isEmpty)
        #expect(
            try RawDatabase.integer(
                "SELECT count(*) FROM event WHERE snapshot IS NULL", of: bench.database) == 1)
    }

    @Test func `the first end stands`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let ended = try await bench.ended(schedule, at: noon)
        let late = Completion(
            uid: ended.run.uid, attempt: 1, outcome: .success, startedAt: nil,
            endedAt: noon + .seconds(9))
        let again = try await bench.store.completeRuns([late, late])
        let known = CompletedRun(run: ended.run, tell: nil, idleSince: ended.idleSince)
        #expect(again == [known, known])
        let started = StartedRun(uid: ended.run.uid, at: noon)
        #expect(try await bench.store.recordStarted([started]).isEmpty)
        #expect(try await bench.store.pendingEvents(limit: 9).count == 1)
    }

    @Test func `a run that is not known is left out`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        let run = try await bench.run(schedule, at: noon)
        let completions = [bench.uid(), run.uid].map {
            Completion(uid: $0, attempt: 1, outcome: .success, startedAt: nil, endedAt: noon)
        }
        #expect(try await bench.store.completeRuns(completions).map(\.run.uid) == [run.uid])
        #expect(bench.journal.count(of: "not in the store") > 0)
    }

    @Test(arguments: [
        RunOutcome.success, .failure, .notStarted("no such program"), .lost("the machine died"),
        .abortedBeforeStart,
        .ended(
            .signalled(9),
            usage: ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero),
            timedOut: true, aborted: false, successExitCodes: [0]),
    ])
    func `every outcome reads back as it was written`(outcome: RunOutcome) async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        let ended = try await bench.ended(schedule, at: noon, outcome).run
        #expect(ended.state == outcome.state)
        #expect(ended.reason == outcome.reason)
        #expect(ended.message == outcome.message)
        #expect(ended.exit == outcome.exit)
        #expect(ended.usage == outcome.usage)
        #expect(try await bench.store.run(ended.uid, by: Bench.alice) == ended)
    }

    @Test func `an unfinished run whose definition is broken ends, and is told`() async throws {
        let bench = try Bench()
        let broken = try await bench.apply(.sample("broken", notifications: [.sample("mail")]))
        let good = try await bench.apply(.sample("good"))
        let lost = try await bench.run(broken, at: noon)
        let run = try await bench.run(good, at: noon)
        try RawDatabase.execute(
            "UPDATE definition SET body = '{' WHERE id = \(lost.definitionID)", on: bench.database)
        #expect(try await bench.store.unfinishedRuns().map(\.run.uid) == [run.uid])
        #expect(try await bench.store.run(lost.uid, by: Bench.alice).reason == .lost)
        #expect(try await bench.store.pendingEvents(limit: 9).map(\.event.run) == [lost.uid])
        #expect(try await bench.store.schedules().map(\.key.name) == ["good"])
    }
}
