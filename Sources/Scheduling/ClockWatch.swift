package import Domain
import Formats
package import Platform

/// Compares the machine's clocks with what they showed before.
package struct ClockWatch: Sendable {
    private var last: ClockReading

    package init(_ reading: ClockReading) { last = reading }

    /// What has happened to the clocks since the last look: a suspend, a setting, both, or nothing.
    package mutating func look(at reading: ClockReading) -> [Interruption] {
        defer { last = reading }
        let now = reading.wall
        var found: [Interruption] = []
        let suspended = reading.suspended(since: last)
        if suspended >= SchedulingLimits.clockJump {
            found.append(
                Interruption(kind: .suspended, from: now + (.zero - suspended), until: now))
        }
        let step = reading.step(since: last)
        if step >= SchedulingLimits.clockJump || step <= .zero - SchedulingLimits.clockJump {
            found.append(Interruption(kind: .clockSet, from: now + (.zero - step), until: now))
        }
        return found
    }
}
