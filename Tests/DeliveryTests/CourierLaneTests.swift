import Channels
import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

/// What goes to one destination about one run stays in the order in which it happened.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CourierLaneTests {
    private static func telling(_ host: String, _ name: String = "n") -> Notification {
        var notification = Notification.to(host, name: name)
        notification.when = [.running, .error]
        return notification
    }

    /// The events of a run that starts and fails.
    private func startedAndFailed(
        _ bench: CourierBench, _ notifications: [Notification], count: Int = 1
    ) async throws -> [EventToTell] {
        let now = bench.time.wall
        let definitions = try (0..<count).map { number in
            ScheduleDefinition(
                key: ScheduleKey(name: try Name("told-\(number)")), when: "@daily",
                command: CommandLine(shell: "exit 2"), notifications: notifications)
        }
        let applied = try await bench.store.applySchedules(
            definitions, by: CourierBench.root, now: now)
        var events: [EventToTell] = []
        for each in applied {
            events += try await bench.startAndFail(each.schedule, at: now + .seconds(1))
        }
        return events
    }

    private func occasions(_ events: [EventToTell]) -> [Occasion] {
        events.map(\.event.occasion)
    }

    @Test func `the second waits while the first is under way`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index == 0 ? .hang() : .status(204) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await startedAndFailed(bench, [Self.telling("a")])
            #expect(occasions(events) == [.running, .error])
            await courier.enqueue(events)
            await performer.received(1)
            await bench.outbox.planned(2)
            let second = try await bench.record(events[1].deliveries[0]).delivery
            #expect(second.state == .pending)
            #expect(
                second.reason
                    == "waiting for the delivery \(events[0].deliveries[0]), which comes first")
            // Another run is not held up.
            let other = try await bench.events([.to("a")])
            await courier.enqueue(other)
            #expect(await bench.ended(1).map(\.id) == other.flatMap(\.deliveries))
            performer.release()
            _ = await bench.time.passing { await bench.ended(3) }
            #expect(
                performer.received.map(\.id).filter { !$0.hasPrefix("\(other[0].event.id)") }
                    == events.flatMap(\.deliveries).map(\.description))
        }
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `the second waits while the first is tried again, and goes when that is given up`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.text.contains("failed") ? .status(204) : .status(503)
        }
        let retry = RetryPolicy(
            first: .seconds(5), longest: .seconds(60), giveUpAfter: .seconds(300))
        let courier = bench.courier(performer, retry: retry)
        try await running(courier) {
            let events = try await startedAndFailed(bench, [Self.telling("a")])
            await courier.enqueue(events)
            let ended = await bench.time.passing { await bench.ended(2) }
            #expect(ended.map(\.id) == events.flatMap(\.deliveries))
            #expect(ended.map(\.state) == [.failed, .sent])
            #expect(ended[0].attempts > 3 && ended[1].attempts == 1)
            #expect(performer.received.last?.id == "\(ended[1].id)")
        }
    }

    @Test func `two destinations do not wait for each other`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == "a" ? .hang() : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await startedAndFailed(
                bench, [Self.telling("a"), Self.telling("b", "m")])
            await courier.enqueue(events)
            // A second one that was planned while the first one ended is looked for in the store.
            await bench.time.passing {
                await bench.ended(2)
                await performer.received(3)
                #expect(performer.count(of: "b") == 2)
                #expect(performer.count(of: "a") == 1)
                performer.release()
                await performer.received(4)
                performer.release()
                await bench.ended(4)
            }
        }
    }

    @Test func `order outlives a restart`() async throws {
        let bench = try CourierBench()
        let events = try await startedAndFailed(bench, [Self.telling("a")], count: 5)
        let failing = ScriptedPerformer { _, _ in .status(503) }
        let first = bench.courier(failing)
        try await running(first) {
            await first.enqueue(events)
            await bench.outbox.recorded(5)
        }
        #expect(failing.count == 5)
        let performer = ScriptedPerformer()
        let second = bench.courier(performer)
        try await running(second) {
            _ = await bench.time.passing { await bench.ended(10) }
        }
        let ids = performer.received.map(\.id)
        for run in Set(events.compactMap(\.event.run)) {
            let own = events.filter { $0.event.run == run }.flatMap(\.deliveries).map(\.description)
            #expect(ids.filter(own.contains) == own)
        }
    }

    @Test func `what is planned by the next process is in order too`() async throws {
        let bench = try CourierBench()
        let events = try await startedAndFailed(bench, [Self.telling("a")], count: 20)
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer) { $0.page = 3 }
        try await running(courier) {
            _ = await bench.time.passing { await bench.ended(40) }
        }
        let ids = performer.received.map(\.id)
        for run in Set(events.compactMap(\.event.run)) {
            let own = events.filter { $0.event.run == run }.flatMap(\.deliveries).map(\.description)
            #expect(ids.filter(own.contains) == own)
        }
    }

    @Test
    func `one that waits goes at once when somebody asks for it, or for the first to be cancelled`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index < 2 ? .hang() : .status(204) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await startedAndFailed(bench, [Self.telling("a")], count: 2)
            await courier.enqueue(events)
            await performer.received(2)
            await bench.outbox.planned(4)
            let ids = events.map { $0.deliveries[0] }
            try await bench.time.passing {
                try await bench.retry(ids[1], with: courier)
                try await bench.cancel(ids[2], with: courier)
                await performer.received(4)
                #expect(Set(performer.received.suffix(2).map(\.id)) == ["\(ids[1])", "\(ids[3])"])
                performer.release()
                await bench.settled(courier)
            }
        }
        #expect(try await bench.deliveries(.pending).isEmpty)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `whatever fails and whatever is asked, a run is told in its order`(seed: UInt64)
        async throws
    {
        let bench = try CourierBench()
        let dice = Locked(SeededGenerator(seed: seed))
        let performer = ScriptedPerformer { _, _ in
            switch dice.withLock({ Int.random(in: 0..<8, using: &$0) }) {
            case 0...2: .status(503)
            case 3: .failure(.connect)
            case 4: .status(429, retryAfter: 3)
            case 5: .status(404)
            default: .status(204)
            }
        }
        var rules = SendingRules()
        if seed % 2 == 0 {
            rules.limits = [
                "recording": SendingLimits(rate: .atMost(SendingRate(5, per: .seconds(1))))
            ]
        }
        let courier = bench.courier(performer, rules: rules) {
            $0.page = 7
            $0.jobs = 20
        }
        try await running(courier) {
            let events = try await startedAndFailed(
                bench, [Self.telling("a"), Self.telling("b", "m"), Self.telling("a", "o")],
                count: 12)
            await courier.enqueue(events)
            let ended = await bench.time.passing { await bench.ended(72) }
            #expect(Set(ended.map(\.id)).count == 72)
            // Nothing of the second event was attempted before the first one's deliveries had ended.
            for first in events where first.event.occasion == .running {
                let second = try #require(
                    events.first {
                        $0.event.run == first.event.run && $0.event.id != first.event.id
                    })
                for (earlier, later) in [(["n", "o"], ["n", "o"]), (["m"], ["m"])] {
                    let lastEnd = try await ends(earlier, first, bench).compactMap(\.self).max()
                    let firstStart = try await starts(later, second, bench).min()
                    let (end, start) = (try #require(lastEnd), try #require(firstStart))
                    #expect(end <= start)
                }
            }
        }
    }

    private func ends(
        _ names: [String], _ event: EventToTell, _ bench: CourierBench
    ) async throws -> [Timestamp?] {
        var ends: [Timestamp?] = []
        for id in event.deliveries where names.contains(id.notification.text) {
            ends.append(try await bench.record(id).delivery.endedAt)
        }
        return ends
    }

    private func starts(
        _ names: [String], _ event: EventToTell, _ bench: CourierBench
    ) async throws -> [Timestamp] {
        var starts: [Timestamp] = []
        for id in event.deliveries where names.contains(id.notification.text) {
            starts += try await bench.record(id).attempts.map(\.startedAt)
        }
        return starts
    }
}
