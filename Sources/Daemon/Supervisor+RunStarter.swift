import Persistence
import Scheduling
import Supervision

/// The scheduler's runs go to the supervisor.
extension Supervisor: RunStarter {}
