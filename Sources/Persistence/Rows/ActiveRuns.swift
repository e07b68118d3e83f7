import Domain

/// The runs of a schedule that are pending or running.
struct ActiveRuns {
    let count: Int64
    /// How many of them are for occurrences of the past, by somebody's request.
    let backfills: Int64
    let oldest: String?
}

/// Whether one more run has its place.
enum Room: Equatable {
    case free
    /// It waits until others have ended.
    case later
    case none(SkipReason, String)
}

extension OverlapPolicy {
    /// What becomes of a run that is due beside those that are active.
    func room(beside active: ActiveRuns, atMost limit: Int64) -> Room {
        guard self != .allow, active.count >= limit else { return .free }
        // What was due by itself goes before what somebody asked for of the past.
        if active.count - active.backfills < limit { return .later }
        let before = "the run \(active.oldest ?? "") had not ended"
        switch self {
        case .skip: return .none(.overlap, before)
        case .queue:
            return active.count > limit
                ? .none(.overlap, "\(before), and another one waits already") : .later
        case .queueAll:
            return active.count - limit >= Limits.waitingRuns
                ? .none(.limit, "\(Limits.waitingRuns) runs of the schedule wait already") : .later
        case .replace: return .later
        case .allow: return .free
        }
    }
}
