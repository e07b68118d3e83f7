import Delivery
import Testing

struct DestinationWindowTests {
    @Test func `a destination nothing is known of gets a small window`() {
        var harness = SchedulerHarness()
        harness.offer(100, to: "a")
        #expect(harness.start().count == 4)
        #expect(harness.start().isEmpty)
        #expect(harness.scheduler.inFlight == 4)
        #expect(harness.scheduler.queued == 96)
    }

    @Test func `the window grows by one for each window of answers, up to its bound`() {
        var harness = SchedulerHarness()
        harness.offer(1000, to: "a")
        var underWay = harness.start().count
        for _ in 0..<5 {
            harness.finish("a", .answered)
            underWay += harness.start().count - 1
        }
        #expect(underWay == 5)
        for _ in 0..<900 {
            harness.finish("a", .answered)
            underWay += harness.start().count - 1
            #expect(underWay <= 32)
        }
        #expect(harness.scheduler.window(of: "a") == 32)
    }

    @Test func `the window shrinks when no answer comes, and when the message is not taken now`() {
        for feedback in [
            DestinationFeedback.unreachable(reason: "x"), .declined(pause: nil, reason: "x"),
        ] {
            var harness = SchedulerHarness()
            harness.offer(100, to: "a")
            #expect(harness.start().count == 4)
            harness.finish("a", feedback)
            #expect(harness.scheduler.window(of: "a") == 3)
            #expect(harness.start().isEmpty)
        }
    }

    @Test func `first attempts go before retries, each in their order`() {
        var harness = SchedulerHarness { $0.firstWindow = 1 }
        let retries = harness.offer(2, to: "a", isRetry: true)
        let first = harness.offer(2, to: "a")
        var order: [Int] = []
        for _ in 0..<4 {
            order += harness.start().map(\.job)
            harness.finish("a", .declined(pause: nil, reason: ""))
        }
        #expect(order == first + retries)
    }

    @Test func `destinations take turns where attempts are short`() {
        var harness = SchedulerHarness {
            ($0.inFlight, $0.reserved) = (4, 0)
        }
        harness.offer(20, to: "a")
        harness.offer(20, to: "b")
        #expect(harness.start().map(\.destination) == ["a", "b", "a", "b"])
        harness.finish("a", .answered)
        #expect(harness.start().map(\.destination) == ["a"])
        harness.offer(1, to: "c")
        harness.finish("b", .answered)
        #expect(harness.start().map(\.destination) == ["c"])
    }

    @Test func `some attempts are kept for destinations with nothing under way`() {
        var harness = SchedulerHarness { ($0.inFlight, $0.reserved) = (16, 4) }
        for name in ["a", "b", "c", "d", "e"] { harness.offer(10, to: name) }
        #expect(harness.start().count == 12)
        for name in ["f", "g", "h", "i", "j"] { harness.offer(10, to: name) }
        #expect(harness.start().map(\.destination) == ["f", "g", "h", "i"])
        harness.finish("a", .answered)
        #expect(harness.start().map(\.destination) == ["j"])
    }

    @Test func `a gap between starts is kept, and tells when to wake`() {
        var harness = SchedulerHarness()
        harness.scheduler.setGap(.seconds(1), for: "a")
        harness.offer(3, to: "a")
        #expect(harness.start().count == 1)
        #expect(harness.scheduler.wakeAt == harness.now + .seconds(1))
        harness.now += .milliseconds(900)
        #expect(harness.start().isEmpty)
        harness.now += .milliseconds(100)
        #expect(harness.start().count == 1)
        harness.finish("a", .answered)
        harness.finish("a", .answered)
        #expect(harness.start().isEmpty)
        harness.now += .seconds(1)
        #expect(harness.start().count == 1)
        #expect(harness.scheduler.wakeAt == nil)
    }

    @Test func `held, nothing starts, and nothing is lost`() {
        var harness = SchedulerHarness()
        harness.scheduler.hold()
        harness.offer(3, to: "a")
        #expect(harness.start().isEmpty)
        harness.scheduler.release()
        #expect(harness.start().count == 3)
    }

    @Test func `stopping forgets what waits`() {
        var harness = SchedulerHarness()
        harness.offer(10, to: "a")
        #expect(harness.start().count == 4)
        harness.scheduler.removeAllWaiting()
        harness.finish("a", .answered)
        #expect(harness.start().isEmpty)
        #expect(harness.scheduler.queued == 0)
    }

    @Test func `many destinations are not all remembered`() {
        var harness = SchedulerHarness { $0.remembered = 10 }
        for number in 0..<1000 {
            harness.offer(to: "destination-\(number)")
            #expect(harness.start().count == 1)
            harness.finish("destination-\(number)", .answered)
        }
        #expect(harness.scheduler.inFlight == 0)
        #expect(harness.scheduler.queued == 0)
    }
}
