internal import Channels
internal import Synchronization

/// Whoever waits for a mail to be taken, and whether they still do.
final class SMTPCall: Sendable {
    typealias Outcome = Result<SMTPReply, TransportFailure>

    let answer = OneAnswer<Outcome>()
    private let place: String
    private let cancelled = Atomic(false)
    private let ended = Atomic(false)

    init(to place: String) { self.place = place }

    /// Whether there is nothing more to be done.
    var isOver: Bool { cancelled.load(ordering: .acquiring) || ended.load(ordering: .acquiring) }

    func end(_ outcome: Outcome) {
        ended.store(true, ordering: .releasing)
        answer.give(outcome)
    }

    func cancel() {
        cancelled.store(true, ordering: .releasing)
        answer.give(
            .failure(TransportFailure(.cancelled, "the mail to \(place) was cancelled")))
    }
}
