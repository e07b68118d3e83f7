import Channels
import Domain

/// What became of reading how a notification is to be sent.
struct ChannelReading: Sendable {
    enum State: Sendable {
        case ready(RedactedChannel)
        /// It is not meant to be sent now; the reason says why.
        case suppressed(reason: String)
        /// It cannot be sent yet, and is to be tried again.
        case unavailable(reason: String)
        /// Nobody can send it.
        case unusable(reason: String)
    }

    /// The kind of its channel; where there is no notifier of that name "notifier".
    let kind: String
    /// Whether it may read otherwise by the time of an attempt: it has a notifier or a reference.
    let mayChange: Bool
    let state: State
    /// Who chose where it goes: the owner of the notifier; nil where that is whoever is told.
    let author: Owner?

    init(kind: String, mayChange: Bool, author: Owner? = nil, _ state: State) {
        self.kind = kind
        self.mayChange = mayChange
        self.state = state
        self.author = author
    }
}
