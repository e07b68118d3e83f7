import Domain
import Formats
import Persistence
import Testing

struct DeliveryRecordTests {
    private let noon = Bench.start + .seconds(3600)

    private func planned(_ bench: Bench) async throws -> Delivery {
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let tell = try #require(try await bench.ended(schedule, at: noon).tell)
        return try #require(try await bench.plan(tell).first)
    }

    @Test func `attempts are kept with the outcomes they come of`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)
        let attempts: [DeliveryAttempt] = [
            .sample(1, at: noon), .sample(2, status: nil, at: noon + .seconds(9)),
            .sample(3, .delivered, status: 204, at: noon + .seconds(20)),
        ]
        for attempt in attempts {
            let isLast = attempt.verdict == .delivered
            let outcome = delivery.outcome(
                isLast ? .sent : .pending, attempt: attempt,
                next: isLast ? nil : attempt.startedAt + .seconds(5), reason: attempt.reason)
            #expect(try await bench.store.recordOutcomes([outcome]) == [.applied])
        }
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.attempts == attempts)
        #expect(record.delivery.attempts == 3)
        #expect(record.delivery.state == .sent)
    }

    @Test func `a postponement is no attempt`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)
        let outcome = delivery.outcome(.pending, attempt: nil, next: noon + .seconds(60))
        _ = try await bench.store.recordOutcomes([outcome])
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.attempts == [])
        #expect(record.delivery.attempts == 0)
        #expect(record.delivery.nextAttemptAt == noon + .seconds(60))
    }

    @Test func `an outcome that is recorded twice is one attempt`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)
        let outcome = delivery.outcome(.pending, next: noon + .seconds(60))
        #expect(try await bench.store.recordOutcomes([outcome, outcome]) == [.applied, .applied])
        #expect(try await bench.store.recordOutcomes([outcome]) == [.applied])
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.attempts == [.sample()])
        #expect(record.delivery.attempts == 1)
    }

    @Test func `of many attempts the first and the newest are kept`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)
        let outcomes = (1...120).map { number in
            delivery.outcome(.pending, attempt: .sample(number), next: noon + .seconds(number))
        }
        _ = try await bench.store.recordOutcomes(outcomes)
        let record = try await bench.store.delivery(delivery.id, by: Bench.root)
        #expect(record.attempts.map(\.number) == Array(1...10) + Array(81...120))
        #expect(record.delivery.attempts == 120)
    }

    @Test func `a delivery is shown to its owner and administrators`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)
        #expect(try await bench.store.delivery(delivery.id, by: Bench.root).delivery == delivery)
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.delivery(delivery.id, by: Bench.bob)
            }?.kind == "notPermitted")
        let unknown = DeliveryID(event: delivery.id.event, notification: "chat")
        await #expect(throws: StoreError.notFound(kind: "delivery", name: "\(unknown)")) {
            try await bench.store.delivery(unknown, by: Bench.root)
        }
    }
}
