import Domain
import Formats
import Platform
import Recurrence

/// Whether schedules come again, by what they say alone; each zone's data is read once.
struct ComingTimes {
    private var zones: [String?: Zone] = [:]

    /// Whether an occurrence comes after an instant.
    ///
    /// What waits for something else than a time may always come, and so may what cannot be judged.
    mutating func isDue(_ definition: ScheduleDefinition, after instant: Timestamp) -> Bool {
        let seed = Expression.seed(
            project: definition.key.project.text, name: definition.key.name.text)
        guard let expression = try? Expression(definition.when, seed: seed) else { return true }
        switch expression.cause {
        case .end, .boot: return true
        case .once, .recurrence: break
        }
        guard let zone = zone(expression.zoneName ?? definition.timezone) else { return true }
        let timetable = Timetable(
            expression, in: zone, gap: definition.policies.gap, fold: definition.policies.fold)
        return timetable.next(after: instant.seconds) != nil
    }

    private mutating func zone(_ name: String?) -> Zone? {
        if let known = zones[name] { return known }
        guard let zone = try? SystemZones.zone(name) else { return nil }
        zones[name] = zone
        return zone
    }
}
