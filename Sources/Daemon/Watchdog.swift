import Delivery
import Domain
import Formats
import Persistence
import Platform
import Scheduling
import Supervision
import Systemd

/// Gives the service manager signs of life, each after every part has answered.
struct Watchdog {
    let parts: Parts
    let timeout: Duration

    /// Works until it is cancelled.
    ///
    /// A part that does not answer lets the sign be late, and the service manager end the service.
    func run() async throws {
        while true {
            await askAll()
            ServiceState.alive.tell()
            // Half of what is waited for, as sd_watchdog_enabled(3) advises.
            try await Task.sleep(for: timeout / 2)
        }
    }

    /// An error is an answer too: a full disk is told elsewhere, and no restart mends it.
    private func askAll() async {
        await withTaskGroup { group in
            group.addTask { _ = await parts.scheduler.count }
            group.addTask { _ = await parts.supervisor.activeCount }
            group.addTask { _ = await parts.courier.status }
            group.addTask { try? await parts.store.probe() }
            group.addTask { try? await parts.loop.probe() }
        }
    }
}
