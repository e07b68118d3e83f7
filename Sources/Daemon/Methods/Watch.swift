import Control
import Delivery
import Domain
import Formats
import Platform

extension ControlMethod {
    static let watch = ControlMethod("Watch") { request in
        guard request.call.wantsMore else { throw CallError.expectedMore }
        let caller = request.caller
        let schedule = try request.name("schedule")
        let project = try request.name("project") ?? (schedule == nil ? nil : .defaultProject)
        let wants: @Sendable (ScheduleKey, Owner) -> Bool = { key, owner in
            caller.mayManage(owner) && (project == nil || project == key.project)
                && (schedule == nil || schedule == key.name)
        }
        let announcements = request.parts.announcements.listen { announcement in
            switch announcement {
            case .run(let run), .results(let run, _): wants(run.key, run.owner)
            case .delivery(let ended): wants(ended.delivery.key, ended.owner)
            }
        }
        // From here on nothing is missed.
        try await request.replies.send([:])
        var names = OwnerNames()
        for await announcement in announcements {
            try await request.replies.send(
                ["event": announcement.wire(now: request.parts.clock.now, names: &names)])
        }
        throw CallError.abandoned
    }
}

extension Announcement {
    fileprivate func wire(now: Timestamp, names: inout OwnerNames) -> JSONValue {
        switch self {
        case .run(let run):
            [
                "at": (run.endedAt ?? run.startedAt ?? run.createdAt).wire,
                "occasion": .string(run.state.rawValue),
                "run": run.wire(owner: names.name(of: run.owner)),
            ]
        case .results(let run, let instant):
            [
                "at": instant.wire, "occasion": .string(Occasion.reported.rawValue),
                "run": run.wire(owner: names.name(of: run.owner)),
            ]
        case .delivery(let ended):
            [
                "at": (ended.delivery.endedAt ?? now).wire, "occasion": "delivery",
                "delivery": ended.delivery.wire,
            ]
        }
    }
}
