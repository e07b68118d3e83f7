import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierTroubleTests {
    @Test func `while outcomes cannot be stored nothing further is sent, and nothing is lost`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            if index == 0 { bench.outbox.setFailing(writes: true) }
            return .status(204)
        }
        let courier = bench.courier(performer) { $0.destinations.firstWindow = 1 }
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")], runs: 10))
            await bench.outbox.failed(1)
            let sent = performer.count
            for failures in 2...5 {
                await bench.time.advanceToNext()
                await bench.outbox.failed(failures)
            }
            // What was under way before the failure may have ended since.
            #expect(performer.count <= sent + 1)
            #expect(await courier.status.trouble == "the disk is full")
            #expect(bench.ended.isEmpty)
            bench.outbox.setFailing()
            await bench.time.advanceToNext()
            await bench.ended(10)
            #expect(await courier.status.trouble == nil)
        }
        #expect(performer.count == 10)
        #expect(bench.lines.count == 2)
        #expect(
            bench.lines[0].contains("nothing is delivered until the store can be written again"))
        #expect(bench.lines[1].contains("delivery goes on"))
    }

    @Test func `the store is tried again after a growing time`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer())
        bench.outbox.setFailing(writes: true)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            var times: [Duration] = []
            for failures in 1...8 {
                await bench.outbox.failed(failures)
                times.append(bench.time.now())
                await bench.time.advanceToNext()
            }
            let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
            #expect(gaps == [1, 2, 4, 8, 16, 32, 60].map { .seconds($0) })
        }
    }

    @Test func `a store that cannot be read at the start is read later`() async throws {
        let bench = try CourierBench()
        _ = try await bench.events([.to("a")], runs: 3)
        bench.outbox.setFailing(reads: true)
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await bench.outbox.failed(2)
            bench.outbox.setFailing()
            await bench.time.passing { await bench.ended(3) }
        }
        #expect(performer.count == 3)
    }
}
