import Formats
import Platform
import TestKit
import Testing

struct SystemClockTests {
    @Test func `the machine's clocks go on together`() {
        let clock = SystemClock()
        let first = clock.reading()
        let second = clock.reading()
        #expect(second.monotonic >= first.monotonic && second.boottime >= first.boottime)
        #expect(second.boottime + .milliseconds(1) >= second.monotonic)
        #expect(abs((second.wall - clock.now).components.seconds) < 60)
    }

    @Test func `the start of the machine has a name that stays`() {
        #expect(Boot.identity.split(separator: " ").count == 2)
        #expect(!Boot.identity.contains("unknown"))
        #expect(Boot.identity == Boot.identity)
    }

    static let lines: [(line: String, start: String?)] = [
        ("1 (systemd) S 0 1 1 0 -1 4194560 9 8 7 6 5 4 3 2 20 0 1 0 29 171 3", "29"),
        ("1 (a ) b) c) S 0 1 1 0 -1 4194560 9 8 7 6 5 4 3 2 20 0 1 0 4711 171 3", "4711"),
        ("1 (systemd) S 0 1 1", nil), ("", nil),
    ]

    @Test(arguments: lines)
    func `a process's start is read from its line`(line: String, start: String?) {
        #expect(Boot.startOfProcess(in: line) == start)
    }

    @Test func `a manual clock tells a suspend from a setting`() {
        let clock = ManualClock()
        let first = clock.reading()
        clock.advance(by: .seconds(10))
        clock.suspend(for: .seconds(20))
        clock.set(to: clock.now + .seconds(-5))
        let second = clock.reading()
        #expect(second.suspended(since: first) == .seconds(20))
        #expect(second.step(since: first) == .seconds(-5))
        clock.advance(by: .seconds(-7))
        #expect(clock.reading().step(since: second) == .seconds(-7))
    }
}
