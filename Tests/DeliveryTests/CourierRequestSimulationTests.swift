import Channels
import Delivery
import Domain
import Persistence
import Platform
import TestKit
import Testing

struct CourierRequestSimulationTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `whatever is asked whenever, nothing pending is forgotten and nothing cancelled is sent`(
        seed: UInt64
    ) async throws {
        let bench = try CourierBench()
        let isReliable = Flag()
        let dice = Locked(SeededGenerator(seed: seed))
        let performer = ScriptedPerformer { _, _ in
            if isReliable.isSet { return .status(204) }
            return switch dice.withLock({ Int.random(in: 0..<10, using: &$0) }) {
            case 0..<3: .status(503)
            case 3: .status(404)
            case 4: .failure(.connect)
            case 5: .status(429, retryAfter: 3)
            case 6: .hang(then: 204)
            case 7: .hang(then: 500)
            default: .status(204)
            }
        }
        let courier = bench.courier(performer) {
            $0.page = 5
            $0.jobs = 12
        }
        var generator = SeededGenerator(seed: seed + 100)
        try await running(courier) {
            let events = try await bench.events([.to("a"), .to("b", name: "m")], runs: 15)
            let ids = events.flatMap(\.deliveries)
            await courier.enqueue(events)
            try await bench.time.passing {
                for _ in 0..<150 {
                    let id = ids.randomElement(using: &generator) ?? ids[0]
                    // Refused where it is too late, or too early.
                    if Bool.random(using: &generator) {
                        _ = try? await bench.cancel(id, with: courier)
                    } else {
                        _ = try? await bench.retry(id, with: courier)
                    }
                    if Int.random(in: 0..<4, using: &generator) == 0 { performer.release() }
                    for _ in 0..<Int.random(in: 0..<30, using: &generator) { await Task.yield() }
                    let isFull = Int.random(in: 0..<8, using: &generator) == 0
                    bench.outbox.setFailing(writes: isFull, reads: isFull)
                }
                bench.outbox.setFailing()
                isReliable.set()
                // Everything that is pending gets through.
                while try await bench.store.counts().pendingDeliveries > 0 {
                    performer.release()
                    for _ in 0..<100 { await Task.yield() }
                }
                await bench.settled(courier)
            }
            let (arrivals, cancelled) = (performer.count, try await bench.deliveries(.suppressed))
            bench.time.advance(by: .seconds(7200))
            await courier.enqueue(try await bench.events([.to("c")]))
            await performer.received(arrivals + 1)
            #expect(performer.count == arrivals + 1)
            #expect(try await bench.deliveries(.suppressed) == cancelled)
            for id in ids {
                let record = try await bench.record(id)
                let arrived = performer.received.count { $0.id == "\(id)" }
                #expect(record.delivery.attempts == Int64(arrived), "\(id)")
                #expect(record.attempts.last?.number ?? 0 == Int64(arrived), "\(id)")
                #expect(record.attempts.count == min(arrived, 50), "\(id)")
            }
        }
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
    }
}
