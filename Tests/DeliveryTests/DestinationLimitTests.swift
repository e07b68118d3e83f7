import Delivery
import Domain
import Testing

struct DestinationLimitTests {
    private func limited(_ rate: SendingRate, concurrency: Int? = nil) -> SchedulerHarness {
        var harness = SchedulerHarness { $0.digest = 5 }
        harness.scheduler.limit(
            "a", SendingLimits(rate: .atMost(rate), concurrency: concurrency), now: harness.now)
        return harness
    }

    @Test func `as many go out as a rate allows, the last one with those that would have to wait`()
    {
        var harness = limited(SendingRate(3, per: .seconds(10)))
        let jobs = harness.offer(10, to: "a")
        let starts = harness.start()
        #expect(starts.map(\.job) == Array(jobs.prefix(3)))
        #expect(starts.map(\.others) == [[], [], Array(jobs[3..<7])])
        #expect(harness.scheduler.queued == 3 && harness.scheduler.inFlight == 3)
        #expect(harness.scheduler.wakeAt == harness.now + .seconds(10))
        for _ in starts { harness.finish("a", .answered) }
        harness.now += .milliseconds(9_999)
        #expect(harness.start().isEmpty)
        harness.now += .milliseconds(1)
        #expect(harness.start().map(\.job) == Array(jobs.suffix(3)))
        #expect(harness.scheduler.wakeAt == nil)
    }

    @Test func `in no stretch of a rate's time go out more than it allows`() {
        var harness = limited(SendingRate(5, per: .seconds(2)))
        var times: [Duration] = []
        for step in 0..<2000 {
            if step % 3 == 0 { harness.offer(step % 7, to: "a") }
            for _ in harness.start() {
                times.append(harness.now)
                harness.finish("a", .answered)
            }
            harness.now += .milliseconds(13 + step % 50)
        }
        #expect(times.count > 100)
        for (first, sixth) in zip(times, times.dropFirst(5)) {
            #expect(sixth - first >= .seconds(2))
        }
    }

    @Test func `no more are under way than a concurrency allows, and the last one takes the rest`()
    {
        var harness = SchedulerHarness { $0.digest = 100 }
        harness.scheduler.limit("a", SendingLimits(concurrency: 2), now: harness.now)
        let jobs = harness.offer(10, to: "a")
        let starts = harness.start()
        #expect(starts.map(\.job) == Array(jobs.prefix(2)))
        #expect(starts.last?.others == Array(jobs.suffix(8)))
        #expect(harness.start().isEmpty)
        harness.offer(1, to: "a")
        #expect(harness.start().isEmpty)
        harness.finish("a", .answered)
        #expect(harness.start().count == 1)
    }

    @Test func `what waits longest for its limit goes first, then those that are tried again`() {
        var harness = limited(SendingRate(1, per: .seconds(1)))
        let again = harness.offer(2, to: "a", isRetry: true)
        let first = harness.offer(2, to: "a")
        let start = harness.start().first
        #expect(start.map { [$0.job] + $0.others } == first + again)
    }

    @Test func `a limit that is lifted lets what waits go at once`() {
        var harness = limited(SendingRate(1, per: .seconds(3600)))
        harness.offer(1, to: "a")
        #expect(harness.start().count == 1)
        harness.finish("a", .answered)
        harness.offer(3, to: "a")
        #expect(harness.start().isEmpty)
        harness.scheduler.limit("a", SendingLimits(), now: harness.now)
        #expect(harness.start().count == 3)
    }

    @Test func `a limit that is said again changes nothing, and one destination's none other's`() {
        var harness = limited(SendingRate(1, per: .seconds(1)))
        harness.offer(1, to: "a")
        #expect(harness.start().count == 1)
        harness.finish("a", .answered)
        harness.scheduler.limit(
            "a", SendingLimits(rate: .atMost(SendingRate(1, per: .seconds(1)))), now: harness.now)
        harness.offer(2, to: "a")
        harness.offer(4, to: "b")
        #expect(harness.start().map(\.destination) == ["b", "b", "b", "b"])
    }

    @Test func `the probe of a dead destination takes nobody along`() {
        var harness = limited(SendingRate(100, per: .seconds(1)), concurrency: 1)
        harness.kill("a")
        harness.now += .seconds(10)
        harness.offer(5, to: "a")
        let probe = harness.start()
        #expect(probe.count == 1 && probe[0].others.isEmpty)
        harness.finish("a", .unreachable(reason: "refused"))
        #expect(harness.start().isEmpty)
    }
}
