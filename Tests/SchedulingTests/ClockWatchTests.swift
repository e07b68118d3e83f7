import Domain
import Formats
import Platform
import Scheduling
import TestKit
import Testing

struct ClockWatchTests {
    let clock = ManualClock(microseconds: 1_750_000_000_000_000)

    @Test func `time that goes by is nothing to speak of`() {
        var watch = ClockWatch(clock.reading())
        for seconds in [0, 1, 3600, 40 * 86_400] {
            clock.advance(by: .seconds(seconds))
            #expect(watch.look(at: clock.reading()) == [])
        }
        clock.set(to: clock.now + .milliseconds(999))
        #expect(watch.look(at: clock.reading()) == [])
        clock.suspend(for: .milliseconds(999))
        #expect(watch.look(at: clock.reading()) == [])
    }

    @Test func `a suspend is told with its length, and no setting of the clock`() {
        var watch = ClockWatch(clock.reading())
        clock.advance(by: .seconds(100))
        clock.suspend(for: .seconds(3600))
        let now = clock.now
        #expect(
            watch.look(at: clock.reading()) == [
                Interruption(kind: .suspended, from: now + .seconds(-3600), until: now)
            ])
        #expect(watch.look(at: clock.reading()) == [])
    }

    @Test(arguments: [1, 60, 90_000, -1, -60, -90_000] as [Int64])
    func `a clock that was set is told with what it showed before`(seconds: Int64) {
        var watch = ClockWatch(clock.reading())
        clock.advance(by: .seconds(100))
        let before = clock.now
        clock.set(to: before + .seconds(seconds))
        #expect(
            watch.look(at: clock.reading()) == [
                Interruption(kind: .clockSet, from: before, until: clock.now)
            ])
    }

    @Test func `both at once are told apart`() {
        var watch = ClockWatch(clock.reading())
        clock.suspend(for: .seconds(7200))
        clock.set(to: clock.now + .seconds(-60))
        let now = clock.now
        #expect(
            watch.look(at: clock.reading()) == [
                Interruption(kind: .suspended, from: now + .seconds(-7200), until: now),
                Interruption(kind: .clockSet, from: now + .seconds(60), until: now),
            ])
    }
}
