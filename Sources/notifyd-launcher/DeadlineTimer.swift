import CLinux
import Glibc

/// One timer for the earliest of all deadlines (timerfd_create(2)); without one it is silent.
struct DeadlineTimer: ~Copyable {
    let descriptor: Descriptor
    /// Monotonic microseconds.
    private(set) var armed: UInt64?

    init() throws(StartError) {
        descriptor = try Descriptor(
            timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC | TFD_NONBLOCK)), "create a timer")
    }

    /// Makes sure that the timer fires at this instant or before.
    mutating func atLatest(_ deadline: UInt64) {
        if let armed, armed <= deadline { return }
        set(deadline)
    }

    /// Takes the expiry, so that the next deadline can be set.
    mutating func clear() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor.number, &count, 8)
        armed = nil
    }

    private mutating func set(_ deadline: UInt64) {
        var value = itimerspec()
        value.it_value.tv_sec = Int(deadline / 1_000_000)
        value.it_value.tv_nsec = Int(deadline % 1_000_000) * 1000
        _ = unsafe timerfd_settime(
            descriptor.number, Int32(TFD_TIMER_ABSTIME), &value, nil)
        armed = deadline
    }
}
