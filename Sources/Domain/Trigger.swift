/// Why a run exists.
package enum Trigger: String, Hashable, Sendable, CaseIterable {
    /// An occurrence, at its time.
    case schedule
    /// An occurrence that was missed and is made up for.
    case catchUp = "catch-up"
    /// The start of the machine.
    case boot
    /// An occurrence of the past, by somebody's request.
    case backfill
    /// Somebody's request.
    case manual
    /// A command that somebody ran without notifyd; it is in no store.
    case local
}
