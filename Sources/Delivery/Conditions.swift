import Domain
import Formats
import Persistence
import Rendering
import Templating

/// Asks the conditions of notifications, off the courier.
enum Conditions {
    /// One verdict for each notification of the events, in their order.
    ///
    /// A condition may take its milliseconds; whatever else is to be done gets its turn in between.
    @concurrent
    static func verdicts(
        on events: ArraySlice<EventToTell>, at now: Timestamp
    ) async -> [ConditionVerdict] {
        var verdicts: [ConditionVerdict] = []
        for each in events {
            for notification in each.notifications {
                verdicts.append(Composer.verdict(notification, each.event, now: now))
                if !notification.condition.isEmpty { await Task.yield() }
            }
        }
        return verdicts
    }
}
