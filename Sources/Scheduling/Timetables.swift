import Domain
import Platform
import Recurrence

/// Makes timetables from what schedules say, and reads each zone's data once.
struct Timetables {
    private let source: any ZoneSource
    private var zones: [String?: Zone] = [:]

    init(_ source: any ZoneSource) { self.source = source }

    /// When a schedule is due.
    mutating func entry(of schedule: Schedule) throws(UnusableTimetable) -> Entry {
        let definition = schedule.definition
        let policies = definition.policies
        let seed = Expression.seed(
            project: schedule.key.project.text, name: schedule.key.name.text)
        let expression: Expression
        do throws(ExpressionError) {
            expression = try Expression(definition.when, seed: seed)
        } catch {
            throw UnusableTimetable(message: error.description)
        }
        let name = expression.zoneName ?? definition.timezone
        let timetable = Timetable(
            expression, in: try zone(name), gap: policies.gap, fold: policies.fold)
        let offset = Spread.offset(
            seed: seed, within: policies.spread.components.seconds)
        return Entry(
            schedule: schedule, zoneName: name,
            occurrences: Occurrences(timetable, offset: offset))
    }

    /// Reads every zone anew; returns the names of those that are others now, and of those that can be
    /// read no more, which stay as they were.
    mutating func refresh() -> (changed: Set<String?>, lost: [UnknownZone]) {
        var changed: Set<String?> = []
        var lost: [UnknownZone] = []
        for (name, known) in zones {
            do throws(UnknownZone) {
                let zone = try source.zone(name)
                if zone == known { continue }
                zones[name] = zone
                changed.insert(name)
            } catch {
                lost.append(error)
            }
        }
        return (changed, lost)
    }

    private mutating func zone(_ name: String?) throws(UnusableTimetable) -> Zone {
        if let known = zones[name] { return known }
        do throws(UnknownZone) {
            let zone = try source.zone(name)
            zones[name] = zone
            return zone
        } catch {
            throw UnusableTimetable(message: error.message)
        }
    }
}

/// Why a stored expression or zone can be used no more.
struct UnusableTimetable: Error {
    let message: String
}
