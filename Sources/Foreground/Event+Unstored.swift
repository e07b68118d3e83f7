package import Domain
package import Formats
import Glibc

extension Event {
    /// An event that no store knows; without a run it is the schedule's.
    package static func unstored(
        _ happening: Happening, of run: UID?, _ key: ScheduleKey, at instant: Timestamp,
        snapshot: JSONValue
    ) -> Event {
        // One that has a size: the thread sanitizer does not bear the other here.
        var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
        return Event(
            id: UID(now: instant, using: &generator), run: run, key: key,
            owner: Owner(uid: geteuid()), happening: happening, at: instant, snapshot: snapshot,
            notificationSets: NotificationSets(own: 0), notificationsPendingSince: instant)
    }
}
