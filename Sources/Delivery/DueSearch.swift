import Domain
import Formats
import Persistence

/// How far the store has been searched for deliveries that are due.
///
/// Every pending delivery is either in memory, or lies past the cursor, so that a search reads only what
/// is new.
struct DueSearch {
    /// The last row seen, with its time.
    private(set) var cursor: (row: DueCursor, time: Timestamp)?
    /// The earliest known time at which a delivery in the store becomes due.
    private(set) var nextDue: Timestamp? = Timestamp(microseconds: .min)
    /// Until which time the present search goes; nil when none is under way.
    private(set) var until: Timestamp?
    private var includesFuture = false
    /// The earliest time noted since the page under way was asked for, which may lack that row.
    private var notedMeanwhile: Timestamp?

    /// A pending delivery was stored that nobody in memory takes care of.
    mutating func note(_ time: Timestamp) {
        nextDue = min(nextDue ?? time, time)
        notedMeanwhile = min(notedMeanwhile ?? time, time)
        if let known = cursor?.time, time <= known { cursor = nil }
    }

    /// A delivery is due by now that may lie before the cursor.
    mutating func noteOverdue() { note(Timestamp(microseconds: .min)) }

    /// Begins from the first row, at once.
    mutating func restart(includingFuture: Bool) {
        cursor = nil
        nextDue = Timestamp(microseconds: .min)
        until = nil
        includesFuture = includesFuture || includingFuture
    }

    /// The search could not be ended, and begins anew.
    mutating func fail() { restart(includingFuture: until == Timestamp(microseconds: .max)) }

    mutating func begin(now: Timestamp) {
        until = includesFuture ? Timestamp(microseconds: .max) : now
        includesFuture = false
        nextDue = nil
    }

    /// A page is asked for.
    mutating func beginPage() { notedMeanwhile = nil }

    /// The last row of the page.
    mutating func saw(_ job: DeliveryJob) {
        let time = job.delivery.nextAttemptAt ?? Timestamp(microseconds: .min)
        cursor = notedMeanwhile.map { $0 <= time } == true ? nil : (job.cursor, time)
    }

    mutating func end() { until = nil }
}
