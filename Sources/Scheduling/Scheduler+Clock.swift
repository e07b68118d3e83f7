import Domain
import Formats
import Persistence
import Platform

/// What happens to the machine's clocks.
extension Scheduler {
    /// Compares the clocks with what they showed when the alarm rang before.
    func noticeClock(_ reason: AlarmReason) async {
        let found = clockWatch.look(at: clock.reading())
        for interruption in found {
            let length = interruption.until - interruption.from
            switch interruption.kind {
            case .suspended:
                log.notice("the machine was suspended for \(length.text)", .clockSet)
            default:
                log.notice(
                    "the clock was set \(length < .zero ? "back" : "forward") by "
                        + "\((length < .zero ? .zero - length : length).text); it is "
                        + "\(interruption.until) now", .clockSet)
            }
        }
        interruptions = Array((interruptions + found).suffix(SchedulingLimits.interruptions))
        guard reason == .clockSet || !found.isEmpty else { return }
        clockIsSuspect = true
        retryAt = nil
        await listeners.clockWasSet()
    }

    func recordInterruptions() async throws(StoreError) {
        while let first = interruptions.first {
            try await store.record(first)
            interruptions.removeFirst()
        }
    }

    /// Set back by hours, the clock was wrong before: what was accounted for ahead of it is due again.
    ///
    /// Set back by less, or forward, nothing is lost and nothing comes twice by the accounts alone.
    func correctAccounts() async throws(StoreError) {
        let now = clock.now
        let latest = now + SchedulingLimits.correction
        let isAhead = agenda.entries.values.contains { entry in
            max(entry.schedule.accountedUntil, entry.schedule.idleSince ?? now) > latest
        }
        if isAhead {
            for schedule in try await store.correctAccounts(after: latest, to: now) {
                log.warning(
                    "schedule \(schedule.key) was accounted for beyond the clock that was set back; "
                        + "it is due again from \(now) on")
                place(schedule, isCorrected: true)
            }
        }
        clockIsSuspect = false
    }
}
