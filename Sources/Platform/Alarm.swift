import CLinux
package import Formats
import Glibc
import Synchronization

/// Wakes one task at an instant of the wall clock, or when somebody sets that clock.
package protocol Alarm: Sendable {
    /// Sets the instant; an earlier one set before is forgotten.
    func set(to instant: Timestamp)
    /// Returns when the instant has come, or the clock was set.
    func ring() async throws -> AlarmReason
}

package enum AlarmReason: Hashable, Sendable {
    case due
    /// The wall clock was set; the instant may be nearer or farther than it was.
    case clockSet
}

/// An alarm on timerfd (timerfd_create(2)), which counts on through suspend and sees the clock set.
package final class SystemAlarm: Alarm {
    private let timer: Descriptor
    private let loop: EventLoop
    /// Whether the clock was set, and `ring` has not told it yet.
    private let clockWasSet = Atomic(false)

    package init(on loop: EventLoop) throws(SystemError) {
        timer = try Descriptor(
            timerfd_create(CLOCK_REALTIME, CInt(TFD_CLOEXEC | TFD_NONBLOCK)), "create a timer")
        self.loop = loop
    }

    deinit { loop.forget(timer.number) }

    package func set(to instant: Timestamp) {
        // ECANCELED says that the clock was set meanwhile. The timer is armed all the same, but will
        // not say so again: it rings at once instead.
        if linux_arm_wall_timer(timer.number, max(0, instant.microseconds)) != 0, errno == ECANCELED
        {
            clockWasSet.store(true, ordering: .sequentiallyConsistent)
        }
        if clockWasSet.load(ordering: .sequentiallyConsistent) {
            _ = linux_arm_wall_timer(timer.number, 0)
        }
    }

    package func ring() async throws -> AlarmReason {
        while true {
            try await loop.wait(for: .readable, of: timer.number)
            if let reason = try expiry() { return reason }
        }
    }

    /// What the timer says: nil when it was armed anew before this task came to read it.
    private func expiry() throws(SystemError) -> AlarmReason? {
        do throws(SystemError) {
            guard try timer.read(upTo: 8) != nil else { return nil }
            let wasSet = clockWasSet.exchange(false, ordering: .sequentiallyConsistent)
            return wasSet ? .clockSet : .due
        } catch {
            if error.errno == ECANCELED { return .clockSet }
            throw error
        }
    }
}
