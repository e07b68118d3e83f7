import Control
import Domain
import Formats
import Persistence
import Platform
import Scheduling

extension ControlMethod {
    static let pauseSchedule = ControlMethod("PauseSchedule") { request in
        let now = request.parts.clock.now
        let until = try request.timestamp("until")
        guard until.map({ $0 > now }) ?? true else {
            throw CallError.invalid([
                Fault(path: "until", message: "must be an instant to come, and it is \(now) now")
            ])
        }
        let reason = request.text("reason") ?? ""
        guard reason.utf8.count <= Domain.Limits.reasonBytes else {
            throw CallError.invalid([
                Fault(
                    path: "reason", message: "must have at most \(Domain.Limits.reasonBytes) bytes")
            ])
        }
        // Whoever pauses it again says until when and why, and not since when.
        let known = try await request.parts.store.schedule(
            request.scheduleKey(), by: request.caller)
        try await setPause(
            Pause(
                at: known.schedule.pause?.at ?? now, until: until,
                by: Owner(uid: request.caller.uid), reason: reason), request, now: now)
        return [:]
    }

    static let resumeSchedule = ControlMethod("ResumeSchedule") { request in
        try await setPause(nil, request, now: request.parts.clock.now)
        return [:]
    }

    /// What a pause has let pass is accounted for in its own words before it changes.
    private static func setPause(
        _ pause: Pause?, _ request: ControlRequest, now: Timestamp
    ) async throws {
        let key = try request.scheduleKey()
        try await request.parts.scheduler.accountForPauses(
            of: [key], by: request.caller, now: now)
        let schedule = try await request.parts.store.setPause(
            pause, of: key, by: request.caller, now: now)
        await request.parts.scheduler.changed(schedule)
    }
}
