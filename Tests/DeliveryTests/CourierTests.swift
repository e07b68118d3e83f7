import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierTests {
    @Test func `an event that is handed over is delivered, and leaves the outbox`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a"), .to("b", name: "m")]))
            let ended = await bench.ended(2)
            #expect(ended.map(\.state) == [.sent, .sent])
            #expect(ended.map(\.attempts) == [1, 1])
            #expect(ended.map(\.reason) == ["", ""])
        }
        #expect(try await bench.store.counts().oldestPendingSince == nil)
        #expect(Set(performer.received.map(\.host)) == ["a", "b"])
        #expect(performer.received.allSatisfy { $0.text.contains("exit status 2") })
    }

    @Test func `what fails is tried again after a growing delay, with the same id`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index < 3 ? .status(500) : .status(200) }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            var times: [Timestamp] = []
            for attempt in 1...4 {
                await performer.received(attempt)
                times.append(bench.time.wall)
                if attempt < 4 { await bench.time.advanceToNext() }
            }
            let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
            #expect(gaps[0] >= .milliseconds(2500) && gaps[0] <= .seconds(5))
            #expect(gaps[1] >= .seconds(5) && gaps[1] <= .seconds(10))
            #expect(gaps[2] >= .seconds(10) && gaps[2] <= .seconds(20))
            let ended = await bench.ended(1)
            #expect(ended[0].attempts == 4)
            #expect(ended[0].reason == "attempt 4; before: status 500")
        }
        #expect(Set(performer.received.map(\.id)).count == 1)
    }

    @Test func `what is rejected ends as failed, and is logged once`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer { _, _ in .status(404) })
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            let ended = await bench.ended(1)
            #expect(ended[0].state == .failed)
            #expect(ended[0].reason == "status 404")
        }
        #expect(bench.lines.count == 1)
        #expect(bench.lines[0].contains("could not be delivered: status 404"))
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `retries end by age`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .status(503) }
        let retry = RetryPolicy(
            first: .seconds(5), longest: .seconds(60), giveUpAfter: .seconds(600))
        let courier = bench.courier(performer, retry: retry)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            let ended = await bench.time.passing { await bench.ended(1)[0] }
            #expect(ended.state == .failed)
            #expect(ended.reason.hasPrefix("gave up after "))
            #expect(ended.reason.hasSuffix("attempts: status 503"))
        }
    }
}
