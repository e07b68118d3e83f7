import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierTimeTests {
    @Test func `with nothing to do no timer runs`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")], runs: 5))
            await bench.ended(5)
            let (reads, writes) = (bench.outbox.reads, bench.outbox.writes)
            bench.time.advance(by: .seconds(86_400))
            for _ in 0..<1000 { await Task.yield() }
            #expect(bench.outbox.reads <= reads + 2)
            #expect(bench.outbox.writes == writes)
        }
        #expect(bench.time.sleeps == 0)
        #expect(await courier.wakeUps == 0)
    }

    @Test func `one retry is one timer`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index == 0 ? .status(500) : .status(200) }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            await bench.time.advanceToNext()
            await bench.ended(1)
        }
        #expect(await courier.wakeUps == 1)
        #expect(bench.time.sleepers == 0)
    }

    @Test func `a clock that is set back does not put retries off`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index == 0 ? .status(500) : .status(200) }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            await bench.time.someSleeper()
            bench.time.setWall(by: .seconds(-86_400))
            await courier.clockChanged()
            await bench.time.passing(atMost: .seconds(10)) { await bench.ended(1) }
        }
    }

    @Test func `a clock that is set forward makes due what lies before it`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index == 0 ? .status(500) : .status(200) }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            await bench.time.someSleeper()
            bench.time.setWall(by: .seconds(60))
            await courier.clockChanged()
            await bench.time.passing(atMost: .seconds(1)) { await bench.ended(1) }
        }
    }

    @Test func `a clock that was set back between two starts does not put retries off`()
        async throws
    {
        let bench = try CourierBench()
        let first = bench.courier(ScriptedPerformer { _, _ in .status(500) })
        let task = Task { try await first.run() }
        await first.enqueue(try await bench.events([.to("a")]))
        await bench.time.someSleeper()
        task.cancel()
        try await task.value
        bench.time.setWall(by: .seconds(-365 * 86_400))
        let next = bench.courier(ScriptedPerformer())
        try await running(next) {
            _ = await bench.time.passing { await bench.ended(1) }
        }
        #expect(bench.ended[0].state == .sent)
    }
}
