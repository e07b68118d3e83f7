import Delivery
import Domain
import Formats
import Persistence
import Platform
import Scheduling
import Supervision
import Systemd

/// Keeps the service manager's line about this service true, for `systemctl status`.
struct StatusReport {
    let parts: Parts

    /// Works until it is cancelled, or the announcements end; asleep while nothing happens.
    func run() async throws {
        // Whatever happens meanwhile is told with the next report.
        let changes = parts.announcements.listen(keeping: 1) { _ in true }
        await tell()
        for await _ in changes {
            await tell()
            try await Task.sleep(for: DaemonLimits.statusInterval)
        }
    }

    private func tell() async {
        guard let counts = try? await parts.store.counts() else { return }
        let schedules = await parts.scheduler.count
        let unfinished = await parts.supervisor.activeCount
        let waiting = min(await parts.supervisor.waitingCount, unfinished)
        ServiceState.status(
            "schedules: \(schedules), active runs: \(unfinished - waiting), waiting: \(waiting), "
                + "pending deliveries: \(counts.pendingDeliveries)"
        ).tell()
    }
}
