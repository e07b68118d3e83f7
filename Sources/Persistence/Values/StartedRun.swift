package import Domain
package import Formats

/// That a run's command was started.
package struct StartedRun: Hashable, Sendable {
    package let uid: UID
    package let at: Timestamp

    package init(uid: UID, at: Timestamp) {
        self.uid = uid
        self.at = at
    }
}
