import Domain
import Formats
import Persistence
import Testing

struct MemoryTests {
    private let noon = Bench.start + .seconds(3600)

    /// A delivery of a new run of the schedule that has failed.
    private func delivery(
        _ bench: Bench, of schedule: Schedule, after time: Duration = .zero
    ) async throws -> Delivery {
        let tell = try #require(try await bench.ended(schedule, at: noon + time).tell)
        return try #require(try await bench.plan(tell).first)
    }

    private func schedule(_ bench: Bench) async throws -> Schedule {
        try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
    }

    private func memory(
        _ subject: MemoryKey.Subject, at place: String = "place", _ value: String
    ) throws -> ChannelMemory {
        try #require(ChannelMemory(MemoryKey(subject, place: place), value))
    }

    @Test func `what is remembered of a run is known to its next delivery, and to no other run's`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await schedule(bench)
        let first = try await delivery(bench, of: schedule)
        let run = try #require(first.run)
        let key = MemoryKey(.run(run), place: "place")
        #expect(try await bench.store.memory(key, of: first.id) == nil)
        let outcome = first.outcome(.sent, memory: try memory(.run(run), "1.2"))
        #expect(try await bench.store.recordOutcomes([outcome]) == [.applied])
        let again = try #require(
            try await bench.store.resend(run: run, by: Bench.alice, now: noon + .seconds(9)).first)
        let next = try #require(try await bench.plan(again).first)
        #expect(try await bench.store.memory(key, of: next.id) == "1.2")
        let elsewhere = MemoryKey(.run(run), place: "elsewhere")
        #expect(try await bench.store.memory(elsewhere, of: next.id) == nil)
        let other = try await delivery(bench, of: schedule, after: .seconds(60))
        let otherKey = MemoryKey(.run(try #require(other.run)), place: "place")
        #expect(try await bench.store.memory(otherKey, of: other.id) == nil)
    }

    @Test func `what is remembered of a schedule is known to its next run, until it is replaced`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await schedule(bench)
        let key = MemoryKey(.schedule(schedule.key), place: "place")
        for (number, value) in [("one", "55"), ("two", "56"), ("three", "57")].enumerated() {
            let delivery = try await delivery(bench, of: schedule, after: .seconds(60 * number))
            let known = try await bench.store.memory(key, of: delivery.id)
            #expect(known == (number == 0 ? nil : "\(54 + number)"))
            let outcome = delivery.outcome(.sent, memory: try memory(key.subject, value.1))
            _ = try await bench.store.recordOutcomes([outcome, outcome])
        }
        #expect(
            try RawDatabase.texts("SELECT value FROM channel_memory", of: bench.database) == ["57"])
    }

    @Test func `a deleted schedule remembers nothing, and its successor begins anew`() async throws
    {
        let bench = try Bench()
        let old = try await schedule(bench)
        let key = MemoryKey(.schedule(old.key), place: "place")
        let first = try await delivery(bench, of: old)
        let late = try await delivery(bench, of: old, after: .seconds(60))
        let known = try memory(key.subject, "55")
        _ = try await bench.store.recordOutcomes([first.outcome(.sent, memory: known)])
        _ = try await bench.store.deleteSchedule(
            old.key, by: Bench.alice, now: noon + .seconds(90))
        #expect(try await bench.store.memory(key, of: late.id) == nil)
        // An attempt that was under way when it was deleted leaves nothing behind.
        #expect(
            try await bench.store.recordOutcomes([late.outcome(.sent, memory: known)])
                == [.applied])
        #expect(
            try RawDatabase.integer("SELECT count(*) FROM channel_memory", of: bench.database) == 0)
        let new = try await schedule(bench)
        let next = try await delivery(bench, of: new, after: .seconds(120))
        #expect(try await bench.store.memory(key, of: next.id) == nil)
    }

    @Test func `memories go with their run`() async throws {
        let bench = try Bench()
        let schedule = try await schedule(bench)
        let delivery = try await delivery(bench, of: schedule)
        let subjects: [MemoryKey.Subject] = [
            .run(try #require(delivery.run)), .schedule(schedule.key),
        ]
        for subject in subjects {
            _ = try await bench.store.recordOutcomes([
                delivery.outcome(.sent, memory: try memory(subject, "v"))
            ])
        }
        try RawDatabase.execute(
            """
            PRAGMA foreign_keys = ON;
            DELETE FROM delivery_attempt; DELETE FROM delivery; DELETE FROM event; DELETE FROM run;
            """, on: bench.database)
        #expect(
            try RawDatabase.texts(
                "SELECT schedule_id IS NOT NULL FROM channel_memory", of: bench.database) == ["1"])
    }

    @Test func `of too many memories the newest are kept`() async throws {
        let bench = try Bench()
        let schedule = try await schedule(bench)
        let delivery = try await delivery(bench, of: schedule)
        let run = try #require(delivery.run)
        for number in 0..<130 {
            for subject in [.run(run), .schedule(schedule.key)] as [MemoryKey.Subject] {
                _ = try await bench.store.recordOutcomes([
                    delivery.outcome(.sent, memory: try memory(subject, at: "place \(number)", "v"))
                ])
            }
        }
        for column in ["run_id", "schedule_id"] {
            let places = try RawDatabase.texts(
                "SELECT place FROM channel_memory WHERE \(column) IS NOT NULL ORDER BY id",
                of: bench.database)
            #expect(places == (30..<130).map { "place \($0)" })
        }
    }

    @Test func `nothing and too much are not remembered`() {
        let key = MemoryKey(.run(Bench.someRun), place: "place")
        #expect(ChannelMemory(key, nil) == nil)
        #expect(ChannelMemory(key, "") == nil)
        #expect(ChannelMemory(key, String(repeating: "ü", count: 101)) == nil)
        #expect(ChannelMemory(key, String(repeating: "ü", count: 100)) != nil)
    }

    @Test func `a message that was cancelled while it was sent is gone on from all the same`()
        async throws
    {
        let bench = try Bench()
        let delivery = try await delivery(bench, of: try await schedule(bench))
        let subject = MemoryKey.Subject.run(try #require(delivery.run))
        _ = try await bench.store.cancelDelivery(
            delivery.id, reason: "no", by: Bench.alice, now: noon)
        let outcome = delivery.outcome(.sent, memory: try memory(subject, "1.2"))
        #expect(try await bench.store.recordOutcomes([outcome]) == [.overtaken(dueAt: nil)])
        let key = MemoryKey(subject, place: "place")
        #expect(try await bench.store.memory(key, of: delivery.id) == "1.2")
    }
}

extension Bench {
    fileprivate static var someRun: UID {
        var generator = SystemRandomNumberGenerator()
        return UID(now: start, using: &generator)
    }
}
