import Delivery
import Testing

struct DestinationRestTests {
    @Test func `a window of failures is death, told once, and what waits is handed back`() {
        var harness = SchedulerHarness()
        harness.offer(100, to: "a")
        #expect(harness.start().count == 4)
        #expect(harness.finish("a", .unreachable(reason: "refused")).change == nil)
        #expect(harness.finish("a", .unreachable(reason: "refused")).change == nil)
        let death = harness.finish("a", .unreachable(reason: "refused"))
        #expect(death.change == .died(reason: "refused"))
        #expect(death.handedBack.count == 96)
        #expect(harness.finish("a", .unreachable(reason: "refused")).change == nil)
        for deferral in death.handedBack {
            let rest = deferral.refusal.until - harness.now
            #expect(rest >= .seconds(10) && rest < .milliseconds(12_500))
            #expect(deferral.refusal.reason == "a does not answer: refused")
        }
        #expect(harness.scheduler.queued == 0)
        #expect(harness.scheduler.failing(now: harness.now).map(\.destination) == ["a"])
    }

    @Test func `a dead destination that is to be tried now takes a single probe`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        harness.scheduler.tryNow("a", now: harness.now)
        harness.scheduler.tryNow("nobody", now: harness.now)
        #expect(harness.offer(100, to: "a").count == 8)
        #expect(harness.start().count == 1)
        harness.scheduler.tryNow("a", now: harness.now)
        #expect(harness.start().isEmpty)
        #expect(harness.finish("a", .unreachable(reason: "refused")).handedBack.count == 7)
        #expect(harness.offer(to: "a").isEmpty)
    }

    @Test(arguments: [1, 60])
    func `a pause is over when the destination is to be tried now`(seconds: Int) {
        var harness = SchedulerHarness()
        harness.offer(to: "a")
        #expect(harness.start().count == 1)
        harness.offer(to: "a")
        let pause = DestinationFeedback.declined(pause: .seconds(seconds), reason: "429")
        let handedBack = harness.finish("a", pause).handedBack.count
        #expect(harness.start().isEmpty)
        harness.scheduler.tryNow("a", now: harness.now)
        // A short pause waits in memory.
        if handedBack > 0 { harness.offer(to: "a") }
        #expect(harness.start().count == 1)
        #expect(harness.scheduler.failing(now: harness.now).isEmpty)
    }

    @Test func `an answer in between keeps it alive`() {
        var harness = SchedulerHarness()
        for _ in 0..<50 {
            harness.offer(2, to: "a")
            #expect(!harness.start().isEmpty)
            #expect(harness.finish("a", .unreachable(reason: "")).change == nil)
            _ = harness.start()
            #expect(harness.finish("a", .answered).change == nil)
        }
        #expect(harness.scheduler.failing(now: harness.now).isEmpty)
    }

    @Test func `one that declines lives, however often`() {
        var harness = SchedulerHarness()
        for _ in 0..<50 {
            harness.offer(to: "a")
            #expect(harness.start().count == 1)
            let consequence = harness.finish("a", .declined(pause: nil, reason: "500"))
            #expect(consequence.change == nil)
        }
    }

    @Test func `a dead destination takes nothing until its rest is over, then a single probe`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        #expect(harness.offer(10, to: "a").isEmpty)
        #expect(harness.start().isEmpty)
        harness.now += .seconds(10)
        // A few may wait for the probe's outcome, no more.
        #expect(harness.offer(100, to: "a").count == 8)
        #expect(harness.start().count == 1)
        #expect(harness.start().isEmpty)
        let relapse = harness.finish("a", .unreachable(reason: "refused"))
        #expect(relapse.change == nil)
        #expect(relapse.handedBack.count == 7)
        #expect(harness.start().isEmpty)
    }

    @Test func `the rest doubles up to its bound`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        var rests: [Duration] = []
        for _ in 0..<9 {
            let end = harness.scheduler.restEnd(of: "a", now: harness.now)
            rests.append((end ?? harness.now) - harness.now)
            harness.now = end ?? harness.now
            harness.offer(to: "a")
            #expect(harness.start().count == 1)
            harness.finish("a", .unreachable(reason: ""))
        }
        #expect(rests == [10, 20, 40, 80, 160, 320, 600, 600, 600].map { .seconds($0) })
    }

    @Test func `an answered probe opens it slowly`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        harness.now += .seconds(10)
        harness.offer(100, to: "a")
        #expect(harness.start().count == 1)
        #expect(harness.finish("a", .answered).change == .recovered)
        harness.offer(100, to: "a")
        #expect(harness.start().count == 2)
        harness.finish("a", .answered)
        #expect(harness.start().count == 1)
        harness.finish("a", .answered)
        harness.finish("a", .answered)
        #expect(harness.start().count == 3)
        #expect(harness.scheduler.failing(now: harness.now).isEmpty)
    }

    @Test func `a relapse soon after rests longer than the first death`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        harness.now += .seconds(10)
        harness.offer(to: "a")
        _ = harness.start()
        harness.finish("a", .answered)
        harness.kill("a")
        #expect(harness.scheduler.restEnd(of: "a", now: harness.now) == harness.now + .seconds(20))
    }

    @Test func `a probe that was taken back is followed by another`() {
        var harness = SchedulerHarness()
        harness.kill("a")
        harness.now += .seconds(10)
        harness.offer(2, to: "a")
        #expect(harness.start().count == 1)
        harness.finish("a", .unknown)
        #expect(harness.start().count == 1)
    }

    @Test func `a late answer from before its death revives it`() {
        var harness = SchedulerHarness()
        harness.offer(10, to: "a")
        _ = harness.start()
        for _ in 0..<3 { harness.finish("a", .unreachable(reason: "")) }
        #expect(harness.offer(to: "a").isEmpty)
        #expect(harness.finish("a", .answered).change == .recovered)
        #expect(harness.offer(to: "a").count == 1)
        #expect(harness.start().count == 1)
    }

    @Test func `a long pause hands everything back until its end`() {
        var harness = SchedulerHarness()
        harness.offer(50, to: "a")
        _ = harness.start()
        let consequence = harness.finish(
            "a", .declined(pause: .seconds(60), reason: "429 Too Many Requests"))
        #expect(consequence.handedBack.count == 46)
        #expect(
            consequence.handedBack.allSatisfy { $0.refusal.until >= harness.now + .seconds(60) })
        #expect(harness.offer(to: "a").isEmpty)
        #expect(harness.scheduler.failing(now: harness.now).count == 1)
        harness.now += .seconds(60)
        #expect(harness.offer(to: "a").count == 1)
        #expect(harness.scheduler.failing(now: harness.now).isEmpty)
    }

    @Test func `a short pause is waited for in memory`() {
        var harness = SchedulerHarness()
        harness.offer(50, to: "a")
        _ = harness.start()
        for _ in 0..<4 {
            let consequence = harness.finish("a", .declined(pause: .seconds(1), reason: "429"))
            #expect(consequence.handedBack.isEmpty)
        }
        #expect(harness.start().isEmpty)
        #expect(harness.scheduler.wakeAt == harness.now + .seconds(1))
        harness.now += .seconds(1)
        #expect(harness.start().count == 1)
    }

    @Test func `the longest pause asked for stands, within its bound`() {
        var harness = SchedulerHarness()
        harness.offer(4, to: "a")
        _ = harness.start()
        harness.finish("a", .declined(pause: .seconds(1_000_000), reason: ""))
        harness.finish("a", .declined(pause: .seconds(5), reason: ""))
        #expect(
            harness.scheduler.restEnd(of: "a", now: harness.now) == harness.now + .seconds(3600))
    }

    @Test func `a full queue gives each further job a time of its own`() {
        var harness = SchedulerHarness { $0.queuedPerDestination = 10 }
        harness.offer(10, to: "a")
        #expect(harness.offer(100, to: "a").isEmpty)
        let times = harness.refused.map(\.refusal.until)
        #expect(times == times.sorted())
        #expect(Set(times).count > 50)
        #expect(harness.offer(1, to: "b").count == 1)
    }

    @Test func `even many full queues leave room for another destination`() {
        var harness = SchedulerHarness { ($0.queued, $0.queuedPerDestination) = (1000, 1000) }
        for number in 0..<8 { harness.offer(1000, to: "slow-\(number)") }
        #expect(harness.scheduler.queued <= 1000)
        #expect(harness.offer(1, to: "b").count == 1)
    }

    @Test func `room that was reserved and not used is given back`() {
        var harness = SchedulerHarness { $0.queued = 2 }
        #expect(
            harness.scheduler.admit(to: "a", now: harness.now, using: &harness.generator) == nil)
        #expect(harness.scheduler.queued == 1)
        harness.scheduler.withdraw(from: "a")
        #expect(harness.scheduler.queued == 0)
    }
}
