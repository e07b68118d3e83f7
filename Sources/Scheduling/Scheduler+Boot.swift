import Domain
import Formats
import Persistence
import Platform
import Recurrence

/// Starts of the service and of the machine.
extension Scheduler {
    /// Has the store note this start, and says what lies before it.
    func noteStart() async throws(StoreError) {
        let note = try await store.noteStart(boot: boot, now: clock.now)
        isStartNoted = true
        isBootDue = note.isNewBoot
        guard let before = note.interruption else { return }
        let what =
            switch before.kind {
            case .machineOff: "the machine was off"
            case .stopped: "the service was stopped"
            default: "the service ended without being asked to, and was away"
            }
        log.notice("\(what) from \(before.from) to \(before.until)")
    }

    /// Creates and hands over what a start of the machine makes due; false when the store cannot take it.
    func startBootRuns() async throws -> Bool {
        let launcher = starting.isEmpty ? "" : try await starter.launcherInstance()
        let now = clock.now
        let due = starting.map { schedule in
            DueSchedule(
                scheduleID: schedule.id, revision: schedule.revision,
                runs: [DueRun(uid: newUID(at: now), occurrence: now, trigger: .boot)],
                accountedUntil: schedule.accountedUntil)
        }
        do throws(StoreError) {
            let result = try await store.createBootRuns(
                due, boot: boot, launcher: launcher, now: now)
            isBootDue = false
            await handOver(result)
            return true
        } catch {
            putOff(error)
            return false
        }
    }

    /// The schedules that start with the machine, in the order of their names.
    private var starting: [Schedule] {
        agenda.entries.values.filter { entry in
            entry.schedule.pause == nil
                && (entry.occurrences.cause == .boot
                    || entry.schedule.definition.policies.startOnBoot)
        }.map(\.schedule).sorted { $0.key < $1.key }
    }
}
