import Formats
import Platform

extension Supervisor {
    /// Starts the attempts of runs that are tried again, each at its time.
    func wakeDelayed() async throws {
        while true {
            let reason = try await alarm.ring()
            alarmInstant = nil
            await inTurn {
                if reason == .clockSet { room.clockChanged(now: clock.now) }
                await serve()
            }
        }
    }

    func setAlarm() {
        guard let instant = room.nextWake, instant != alarmInstant else { return }
        alarmInstant = instant
        alarm.set(to: instant)
    }
}
