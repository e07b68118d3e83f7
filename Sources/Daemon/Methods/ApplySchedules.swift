import Control
import Definitions
import Domain
import Formats
import Persistence
import Plugins

extension ControlMethod {
    static let applySchedules = ControlMethod("ApplySchedules") { request in
        let (parts, caller) = (request.parts, request.caller)
        let definitions: [ScheduleDefinition]
        do throws(InvalidDefinition) {
            let reader = ScheduleReader(
                for: caller, among: parts.plugins.kinds, in: parts.settings.environment)
            definitions = try reader.schedules(
                onWire: request.parameters["schedules"]?.array ?? [])
        } catch {
            throw CallError.invalid(error.faults)
        }
        let application = ScheduleApplication(parts: parts, caller: caller)
        try await application.check(definitions)
        let applied = try await application.apply(definitions) { now in
            try await parts.store.applySchedules(definitions, by: caller, now: now)
        }
        return [
            "results": .array(
                applied.map { result in
                    [
                        "project": .string(result.schedule.key.project.text),
                        "name": .string(result.schedule.key.name.text),
                        "change": .string(result.change.rawValue),
                    ]
                })
        ]
    }
}
