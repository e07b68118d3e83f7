import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierStopTests {
    @Test func `stopping starts nothing, waits for what is under way and stores its outcome`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .hang() }
        let courier = bench.courier(performer)
        let task = Task { try await courier.run() }
        await courier.enqueue(try await bench.events([.to("a")], runs: 20))
        await performer.received(4)
        task.cancel()
        // The time for what is under way runs.
        await bench.time.someSleeper()
        performer.release()
        try await task.value
        #expect(performer.count == 4)
        #expect(try await bench.deliveries(.sent).count == 4)
        #expect(try await bench.deliveries(.pending).count == 16)
    }

    @Test func `what takes too long is taken back, and sent after the next start`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .hang() }
        let courier = bench.courier(performer)
        let task = Task { try await courier.run() }
        await courier.enqueue(try await bench.events([.to("a")]))
        await performer.received(1)
        task.cancel()
        await bench.time.advanceToNext()
        try await task.value
        let pending = try await bench.deliveries(.pending)
        #expect(pending.map(\.attempts) == [0])
        let next = bench.courier(ScriptedPerformer())
        try await running(next) { await bench.ended(1) }
    }

    @Test func `a full disk does not keep it from stopping`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in
            bench.outbox.setFailing(writes: true)
            return .status(204)
        }
        let courier = bench.courier(performer)
        let task = Task { try await courier.run() }
        await courier.enqueue(try await bench.events([.to("a")]))
        await bench.outbox.failed(1)
        task.cancel()
        try await task.value
        #expect(bench.lines.last?.contains("will be repeated after the next start") == true)
    }

    @Test func `stopped at once, it has done nothing`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer())
        let task = Task { try await courier.run() }
        task.cancel()
        try await task.value
        await courier.enqueue(try await bench.events([.to("a")]))
        #expect(try await bench.deliveries().isEmpty)
    }
}
