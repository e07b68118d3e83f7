import Channels
import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierLoadTests {
    @Test func `ten thousand deliveries to a dead destination hold up no other`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == "dead" ? .failure(.connect) : .status(204)
        }
        let courier = bench.courier(performer)
        let toTheDead = (0..<100).map { Notification.to("dead", name: "n-\($0)") }
        let dead = try await bench.events(toTheDead, runs: 100)
        let good = try await bench.events([.to("good")], runs: 50)
        try await running(courier) {
            // Time does not pass in this test, so whatever waited for a time would wait for ever.
            await courier.enqueue(dead)
            await courier.enqueue(good)
            let ended = await bench.ended(50)
            #expect(ended.allSatisfy { $0.state == .sent })
            while try await bench.store.counts().pendingDeliveries < 10_000 { await Task.yield() }
            #expect(performer.count(of: "dead") <= 4)
            let status = await courier.status
            #expect(status.failingDestinations.map(\.name) == ["dead"])
            #expect(status.failingDestinations[0].reason == "dead does not answer: dead: connect")
        }
        #expect(performer.most(with: "dead") <= 4)
        #expect(bench.lines.count { $0.contains("does not answer") } == 1)
    }

    @Test func `a destination that comes back gets everything`() async throws {
        let bench = try CourierBench()
        let isUp = Flag()
        let performer = ScriptedPerformer { _, _ in
            isUp.isSet ? .status(204) : .failure(.timeout)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let notifications = (0..<50).map { Notification.to("a", name: "n-\($0)") }
            await courier.enqueue(try await bench.events(notifications, runs: 10))
            await bench.time.passing {
                await performer.received(8)
                isUp.set()
                await bench.ended(500)
            }
        }
        #expect(bench.ended.allSatisfy { $0.state == .sent })
        #expect(bench.lines.count { $0.contains("answers again") } == 1)
    }

    @Test func `more events than fit into memory are told all the same, each once`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer) { limits in
            limits.events = 20
            limits.jobs = 40
            limits.page = 10
            (limits.destinations.queued, limits.destinations.queuedPerDestination) = (20, 10)
        }
        let events = try await bench.events([.to("a"), .to("b", name: "m")], runs: 300)
        try await running(courier) {
            await courier.enqueue(events)
            await bench.time.passing {
                while bench.ended.count < 600 {
                    let status = await courier.status
                    #expect(status.queued <= 20)
                    await Task.yield()
                }
            }
        }
        #expect(Set(performer.received.map(\.id)).count == 600)
        #expect(performer.count == 600)
    }

    @Test func `a pause that a destination asks for holds for all its deliveries`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index == 0 ? .status(429, retryAfter: 300) : .status(204)
        }
        let courier = bench.courier(performer) { $0.destinations.firstWindow = 1 }
        try await running(courier) {
            let began = bench.time.wall
            await courier.enqueue(try await bench.events([.to("a")], runs: 20))
            await performer.received(1)
            await bench.time.passing { await performer.received(2) }
            #expect(bench.time.wall - began >= .seconds(300))
            await bench.time.passing { await bench.ended(20) }
        }
        #expect(performer.count == 21)
    }
}
