import Domain
import Formats
import Persistence
import Platform

/// New data of the system's time zones.
extension Scheduler {
    /// Has schedules follow new zone data as it comes, until it is cancelled.
    func watchZones() async {
        do {
            while true {
                try await zones.changed()
                await zonesChanged()
            }
        } catch  where !(error is CancellationError) {
            log.warning("new time zone data is used after a restart only: \(error)")
        } catch {
            return
        }
    }

    /// Reads the zones in use anew, and places again what they change.
    ///
    /// What is due next is found from what is accounted for, so nothing is lost and nothing comes twice.
    package func zonesChanged() async {
        let (changed, lost) = timetables.refresh()
        for zone in lost { log.error("a time zone stays as it was: \(zone.message)") }
        let unusable = unusable.values.sorted { $0.key < $1.key }
        for schedule in unusable { place(schedule) }
        guard !changed.isEmpty else { return setAlarm() }
        let concerned = agenda.entries.values.filter { changed.contains($0.zoneName) }
        for entry in concerned { place(entry.schedule) }
        let names = changed.map { $0 ?? "that of the machine" }.sorted()
        log.notice(
            "the time zone data changed of \(names.joined(separator: ", ")): "
                + "\(concerned.count) schedules are placed anew")
        let now = clock.now
        interruptions.append(Interruption(kind: .zoneData, from: now, until: now))
        do throws(StoreError) {
            try await recordInterruptions()
        } catch {
            putOff(error)
        }
        setAlarm()
    }
}
