import Delivery
import Domain
import Formats
import Persistence
import Platform
import Plugins
import Scheduling
import Supervision

/// The parts of the running daemon that answer clients.
struct Parts: Sendable {
    let settings: Settings
    let startedAt: Timestamp
    let clock: any WallClock
    let identify: @Sendable (Peer) -> Caller
    let loop: EventLoop
    let store: Store
    let logs: RunLogs
    let scheduler: Scheduler
    let supervisor: Supervisor
    let courier: Courier
    let secrets: KnownSecrets
    let denyList: DenyList
    let administrators: Administrators
    let plugins: PluginRegistry
    let announcements: Announcements
    let log: Log
    /// The runs that have ended, for the scheduler.
    let endedRuns: AsyncStream<[CompletedRun]>
}
