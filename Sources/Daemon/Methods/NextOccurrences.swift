import Control
import Domain
import Formats
import Persistence
import Platform
import Scheduling

extension ControlMethod {
    static let nextOccurrences = ControlMethod("NextOccurrences") { request in
        let overview = try await request.parts.store.schedule(
            request.scheduleKey(), by: request.caller)
        let occurrences = await request.parts.scheduler.occurrences(
            of: overview.schedule.id,
            after: try request.timestamp("from") ?? request.parts.clock.now,
            count: try request.count(
                "count", standard: DaemonLimits.occurrences, atMost: Domain.Limits.occurrences))
        return ["occurrences": .array(occurrences.map(\.wire))]
    }
}
