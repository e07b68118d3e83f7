import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierCrashTests {
    @Test func `events that nobody handed over are told at the next start`() async throws {
        let bench = try CourierBench()
        _ = try await bench.events([.to("a")], runs: 25)
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer) { $0.page = 10 }
        try await running(courier) { await bench.ended(25) }
        #expect(performer.count == 25)
        #expect(try await bench.deliveries(.pending).isEmpty)
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `deliveries that were planned and not attempted are sent at the next start`()
        async throws
    {
        let bench = try CourierBench()
        let hanging = ScriptedPerformer { _, _ in .hang() }
        let dropped = bench.courier(hanging)
        let task = Task { try await dropped.run() }
        await dropped.enqueue(try await bench.events([.to("a")], runs: 20))
        await hanging.received(4)

        let performer = ScriptedPerformer()
        let next = bench.courier(performer)
        try await running(next) { await bench.ended(20) }
        #expect(performer.count == 20)
        #expect(Set(performer.received.map(\.id)).count == 20)
        #expect(try await bench.deliveries(.sent).count == 20)
        task.cancel()
        try await bench.time.passing { try await task.value }
    }

    @Test func `a crash between acceptance and commit repeats a delivery with its id`() async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let events = try await bench.events([.to("a")])
        let dropped = bench.courier(performer)
        // Planned, sent, and then the disk is full.
        let task = Task { try await dropped.run() }
        let full = ScriptedPerformer { _, _ in
            bench.outbox.setFailing(writes: true)
            return .status(200)
        }
        task.cancel()
        try await task.value
        let second = bench.courier(full)
        let secondTask = Task { try await second.run() }
        await second.enqueue(events)
        await bench.outbox.failed(1)
        secondTask.cancel()
        try await secondTask.value
        bench.outbox.setFailing()

        let next = bench.courier(performer)
        try await running(next) { await bench.ended(1) }
        #expect(performer.received.map(\.id) == full.received.map(\.id))
    }

    @Test func `an event both read and handed over is told once`() async throws {
        let bench = try CourierBench()
        let events = try await bench.events([.to("a")], runs: 50)
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await bench.ended(50)
            await courier.enqueue(events)
            await courier.enqueue(try await bench.events([.to("b")]))
            await bench.ended(51)
        }
        #expect(performer.count == 51)
    }

    @Test func `two events of one run are both told`() async throws {
        let bench = try CourierBench()
        var notification = Notification.to("a")
        notification.when = [.running, .error]
        let definition = ScheduleDefinition(
            key: ScheduleKey(name: try Name("s")), when: "@daily",
            command: CommandLine(shell: "exit 2"), notifications: [notification])
        let now = bench.time.wall
        let run = try await bench.store.applySchedules(
            [definition], by: CourierBench.root, now: now)[0].schedule
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await bench.startAndFail(run, at: now + .seconds(1))
            #expect(events.count == 2)
            await courier.enqueue(events)
            _ = await bench.time.passing { await bench.ended(2) }
        }
        let texts = performer.received.map(\.text).sorted()
        #expect(texts.count == 2)
        #expect(texts.first?.hasPrefix("Run failed: s") == true)
        #expect(texts.last == "Run started: s")
    }
}
