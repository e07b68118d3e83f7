import Channels
import Domain
import Formats
import Persistence
import Rendering

/// How one attempt of a delivery went.
struct Attempt: Sendable {
    enum End: Sendable {
        case verdict(Verdict)
        /// The message that it was a part of was refused; to be tried by itself.
        case separated(reason: String)
        /// Nothing was sent, since it is not meant to be.
        case suppressed(reason: String)
        /// Nothing was sent, since it goes to another destination now, and has to wait for that one's turn.
        case redirected
    }

    let end: End
    let feedback: DestinationFeedback
    /// What could not be done as the notification's author meant it; one clause each.
    let remarks: [String]
    let answer: Answer
    /// What the channel is to remember of it.
    let memory: ChannelMemory?
    let startedAt: Timestamp
    let duration: Duration

    /// The reason for how the delivery ends, with the remarks behind it.
    func remarked(_ reason: String) -> String {
        ((reason.isEmpty ? [] : [reason]) + remarks).joined(separator: "; ")
    }

    /// The attempt as it is kept.
    func record(_ number: Int64, _ verdict: Verdict) -> DeliveryAttempt {
        let (word, reason): (DeliveryAttempt.Verdict, String) =
            switch verdict {
            case .delivered: (.delivered, "")
            case .retry(_, let reason): (.retry, reason.bounded)
            case .rejected(let reason): (.rejected, reason.bounded)
            }
        return DeliveryAttempt(
            number: number, startedAt: startedAt, duration: duration, verdict: word,
            status: answer.status.map(Int64.init), answer: answer.text, reason: reason)
    }

    /// The courier itself took it back, or it did not come to be sent.
    var wasCancelled: Bool {
        if case .verdict(.retry) = end { feedback == .unknown } else { false }
    }
}
