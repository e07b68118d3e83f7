import Channels
import Definitions
import Domain
import Formats
import Persistence
import Platform
import Plugins
import Scheduling

extension ScheduleReader {
    /// Reads schedules as the caller may write them.
    init(
        for caller: Caller, among kinds: ChannelKinds, in environment: ChannelEnvironment
    ) {
        self.init(
            channels: kinds.declarations, checkParameters: kinds.faults(for: caller),
            allowsReferences: caller.isAdministrator, environment: environment,
            checkTimezone: SystemZones.fault(of:))
    }
}

extension ChannelKinds {
    /// Says what is wrong with parameters that the caller gives.
    func faults(
        for caller: Caller
    ) -> @Sendable (_ kind: String, _ parameters: JSONObject) -> [Fault] {
        { kind, parameters in
            faults(
                kind: kind, parameters: parameters,
                allowsOwnCredentials: caller.isAdministrator)
        }
    }
}

extension Parts {
    /// Reads notifications and notifiers as the caller may write them.
    func notificationReader(for caller: Caller) -> NotificationReader {
        let kinds = plugins.kinds
        return NotificationReader(
            channels: kinds.declarations, checkParameters: kinds.faults(for: caller),
            allowsReferences: caller.isAdministrator, environment: settings.environment)
    }

    /// Writes what may be shown of them, with masks for secrets.
    var writer: ScheduleWriter {
        ScheduleWriter(channels: plugins.kinds.declarations, masksSecrets: true)
    }

    /// A schedule as the interface's `ScheduleState`, its secrets masked.
    func state(
        of overview: ScheduleOverview, names: inout OwnerNames
    ) async -> JSONValue {
        let schedule = overview.schedule
        var state: JSONObject = [
            "schedule": writer.value(schedule.definition),
            "owner": .string(names.name(of: schedule.owner)),
            "created_at": schedule.createdAt.wire,
        ]
        let hasEnded = await scheduler.hasEnded(schedule.id)
        state["state"] =
            schedule.pause != nil
            ? "paused"
            : hasEnded && !schedule.definition.policies.startOnBoot ? "ended" : "active"
        state["pause"] = schedule.pause.map { $0.wire(by: names.name(of: $0.by)) }
        state["next_occurrence"] = await scheduler.nextOccurrence(of: schedule.id)?.wire
        if let run = overview.lastRun {
            state["last_run"] = run.wire(owner: names.name(of: run.owner))
        }
        return .object(state)
    }
}
