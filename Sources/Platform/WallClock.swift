package import Formats
import Glibc

/// Tells the time of day, in microseconds since 1970; a test has one that it sets itself.
package protocol WallClock: Sendable {
    func microseconds() -> Int64
    /// What the machine's clocks show at one moment.
    func reading() -> ClockReading
}

extension WallClock {
    package var now: Timestamp { Timestamp(microseconds: microseconds()) }
}

/// The machine's clock (CLOCK_REALTIME).
package struct SystemClock: WallClock {
    package init() {}

    package func microseconds() -> Int64 { Self.microseconds(of: CLOCK_REALTIME) }

    package func reading() -> ClockReading {
        ClockReading(
            wall: now, boottime: .microseconds(Self.microseconds(of: CLOCK_BOOTTIME)),
            monotonic: .microseconds(Self.microseconds(of: CLOCK_MONOTONIC)))
    }

    private static func microseconds(of clock: clockid_t) -> Int64 {
        var now = timespec()
        unsafe clock_gettime(clock, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
