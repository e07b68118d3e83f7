import Control
import Delivery
import Domain
import Formats
import Persistence
import Plugins
import Scheduling
import Supervision

extension ControlMethod {
    static let getStatus = ControlMethod("GetStatus") { request in
        let parts = request.parts
        let counts = try await parts.store.counts()
        // They may be of other people's notifications.
        let failing =
            request.caller.isAdministrator ? await parts.courier.status.failingDestinations : []
        let unfinished = await parts.supervisor.activeCount
        let waiting = min(await parts.supervisor.waitingCount, unfinished)
        var status: JSONObject = [
            "version": .string(Version.text), "started_at": parts.startedAt.wire,
            "schedules": .integer(Int64(await parts.scheduler.count)),
            "active_runs": .integer(Int64(unfinished - waiting)),
            "waiting_runs": .integer(Int64(waiting)),
            "pending_deliveries": .integer(Int64(counts.pendingDeliveries)),
            "failing_destinations": .array(
                failing.map { .string("\($0.name): \($0.reason)") }),
            "failing_plugins": .array(
                request.caller.isAdministrator
                    ? parts.plugins.faults.map { .string($0.description) } : []),
            "launcher": .string(await parts.supervisor.launcherDescription),
            "state_directory": .string(parts.settings.stateDirectory),
        ]
        status["oldest_pending_since"] = counts.oldestPendingSince?.wire
        return status
    }
}
