import Formats
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct AlarmTests {
    let alarm: SystemAlarm
    let executor = SteppedExecutor()

    init() throws { alarm = try SystemAlarm(on: EventLoop()) }

    static let past = [Timestamp(seconds: 0), Timestamp(microseconds: 1), Timestamp(seconds: -5)]

    @Test(arguments: past)
    func `it rings for an instant that has passed`(instant: Timestamp) async throws {
        alarm.set(to: instant)
        #expect(try await alarm.ring() == .due)
    }

    @Test func `it rings at the instant and not before`() async throws {
        let instant = SystemClock().now + .milliseconds(20)
        alarm.set(to: instant)
        #expect(try await alarm.ring() == .due)
        #expect(SystemClock().now >= instant)
    }

    @Test func `a far instant does not ring until a nearer one is set`() async throws {
        alarm.set(to: Timestamp(seconds: 7_258_118_400))
        let task = executor.start { [alarm] in try await alarm.ring() }
        #expect(!executor.hasJobs)
        alarm.set(to: SystemClock().now + .seconds(3600))
        #expect(!executor.hasJobs)
        alarm.set(to: SystemClock().now)
        #expect(try await executor.finish(task) == .due)
    }

    @Test func `put off while it rings, it waits on`() async throws {
        alarm.set(to: Timestamp(seconds: 0))
        alarm.set(to: SystemClock().now + .seconds(3600))
        let task = executor.start { [alarm] in try await alarm.ring() }
        #expect(!executor.hasJobs)
        alarm.set(to: Timestamp(seconds: 0))
        #expect(try await executor.finish(task) == .due)
    }

    @Test func `it rings once for each setting`() async throws {
        for _ in 0..<100 {
            alarm.set(to: Timestamp(seconds: 0))
            #expect(try await alarm.ring() == .due)
        }
        let task = executor.start { [alarm] in try await alarm.ring() }
        #expect(!executor.hasJobs)
        task.cancel()
        executor.run()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `the clock of the machine goes on`() {
        let clock = SystemClock()
        let first = clock.now
        #expect(first > Timestamp(seconds: 1_700_000_000))
        #expect(clock.now - first < .seconds(60))
    }
}
