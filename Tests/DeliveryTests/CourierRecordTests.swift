import Channels
import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierRecordTests {
    @Test func `every attempt is kept with its time, how long it took and what was answered`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            switch index {
            case 0: .hang(then: 500)
            case 1: .failure(.timeout)
            case 2: .status(503, body: "not\ntoday")
            default: .status(200, body: "ok")
            }
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            await courier.enqueue([event])
            await performer.received(1)
            let start = bench.time.wall
            bench.time.advance(by: .milliseconds(2345))
            performer.release()
            await bench.time.passing { await bench.ended(1) }
            let record = try await bench.record(event.deliveries[0])
            #expect(record.delivery.attempts == 4)
            #expect(record.attempts.map(\.number) == [1, 2, 3, 4])
            #expect(record.attempts.map(\.verdict) == [.retry, .retry, .retry, .delivered])
            #expect(record.attempts.map(\.status) == [500, nil, 503, 200])
            #expect(record.attempts.map(\.answer) == ["", "", "not today", "ok"])
            #expect(
                record.attempts.map(\.reason) == ["status 500", "a: timeout", "status 503", ""])
            #expect(record.attempts[0].startedAt == start)
            #expect(record.attempts[0].duration == .milliseconds(2345))
            let starts = record.attempts.map(\.startedAt)
            #expect(starts == starts.sorted())
        }
    }

    @Test func `what is put off without an attempt leaves no attempt`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .status(429, retryAfter: 600) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let first = try await bench.events([.to("a")])[0]
            await courier.enqueue([first])
            await bench.outbox.recorded(1)
            let second = try await bench.events([.to("a")])[0]
            await courier.enqueue([second])
            await bench.outbox.planned(2)
            let record = try await bench.record(second.deliveries[0])
            #expect(record.attempts == [])
            #expect(record.delivery.reason.contains("asked to be left alone"))
        }
        #expect(performer.count == 1)
    }
}
