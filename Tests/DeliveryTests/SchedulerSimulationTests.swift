import Delivery
import Testing

struct SchedulerSimulationTests {
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func
        `among good, slow, dead and limiting destinations nothing is lost and nothing waits for another`(
            seed: UInt64
        )
    {
        var simulation = SchedulerSimulation(seed: seed)
        for number in 0..<2 {
            simulation.plan(1000, .good, "good-\(number)", over: .seconds(600))
            simulation.plan(200, .slow, "slow-\(number)", over: .seconds(300))
            simulation.plan(500, .dead, "dead-\(number)", over: .seconds(600))
            simulation.plan(500, .refusing, "refusing-\(number)", over: .seconds(600))
            simulation.plan(800, .limiting, "limiting-\(number)", over: .seconds(60))
            simulation.plan(2000, .bounded, "bounded-\(number)", over: .seconds(300))
            simulation.plan(300, .flaky, "flaky-\(number)", over: .seconds(600))
        }
        simulation.run()
        #expect(simulation.records.count { !$0.isDone } == 0)
        let delays = simulation.records.filter { $0.manner == .good }
            .map { ($0.startedAt ?? .seconds(1_000_000)) - $0.offeredAt }
        // A good one's own window may be full for the length of an attempt, no more.
        #expect(delays.max() ?? .zero < .milliseconds(100))
        // Half an hour of two hundred times the jobs costs a dead one a few attempts.
        #expect(simulation.attemptsOfDead < 4 * 40)
        #expect(simulation.probes > 4)
        // Two and a half a second are allowed, and more than six come.
        #expect(simulation.gathered > 1000)
    }

    @Test(arguments: 4...5 as ClosedRange<UInt64>)
    func `with little memory and few attempts at once the good ones still do not wait`(seed: UInt64)
    {
        var simulation = SchedulerSimulation(seed: seed) {
            ($0.inFlight, $0.reserved) = (32, 8)
            ($0.queued, $0.queuedPerDestination) = (200, 100)
            $0.widestWindow = 8
        }
        simulation.plan(1000, .good, "good", over: .seconds(600))
        for number in 0..<3 {
            simulation.plan(200, .slow, "slow-\(number)", over: .seconds(10))
            simulation.plan(1000, .dead, "dead-\(number)", over: .seconds(10))
        }
        simulation.run()
        #expect(simulation.records.count { !$0.isDone } == 0)
        let delays = simulation.records.filter { $0.manner == .good }
            .map { ($0.startedAt ?? .seconds(1_000_000)) - $0.offeredAt }
        #expect(delays.max() ?? .zero < .milliseconds(100))
    }
}
