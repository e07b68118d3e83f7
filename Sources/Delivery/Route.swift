import Channels
import Domain
import Persistence

/// A channel as a delivery is to be sent through it at this moment.
struct Route: Sendable {
    enum State: Sendable {
        case ready(Route)
        case ended(Attempt.End)
    }

    let channel: RedactedChannel
    let reach: NetworkReach
    /// Whom it leaves out; one clause each.
    let remarks: [String]

    static func of(
        _ job: Job, _ reader: ChannelReader, _ outbox: any Outbox, _ rules: SendingRules
    ) async -> State {
        guard job.mayChange else {
            return ready(job.channel, chosenBy: job.event.owner, for: job, rules)
        }
        let reading: ChannelReading
        do throws(StoreError) {
            let notifiers = try await outbox.notifiers(usedBy: [job.notification])
            reading = reader.read(job.notification, of: job.event.owner, notifiers)
        } catch {
            return .ended(
                .verdict(
                    .retry(
                        after: nil, reason: "its notifier cannot be read from the store: \(error)"))
            )
        }
        switch reading.state {
        case .suppressed(let reason): return .ended(.suppressed(reason: reason))
        case .unavailable(let reason):
            return .ended(.verdict(.retry(after: nil, reason: reason)))
        case .unusable(let reason): return .ended(.verdict(.rejected(reason: reason)))
        case .ready(let channel) where !job.goes(where: channel):
            return .ended(.redirected)
        case .ready(let channel):
            return ready(
                channel, chosenBy: reading.author ?? job.event.owner, for: job, rules)
        }
    }

    private static func ready(
        _ channel: RedactedChannel, chosenBy author: Owner, for job: Job, _ rules: SendingRules
    ) -> State {
        let reach = rules.reach(of: author)
        let denied = rules.denyList.denials(
            of: channel.addresses, kind: channel.declaration.kind)
        if denied.isEmpty {
            return .ready(Route(channel: channel, reach: reach, remarks: []))
        }
        let clauses = denied.prefix(namedDenials).map { "\($0.address) \($0.denial.clause)" }
        guard let rest = channel.leavingOut(Set(denied.map(\.address))) else {
            return .ended(.suppressed(reason: clauses.joined(separator: "; ")))
        }
        return .ready(
            Route(channel: rest, reach: reach, remarks: clauses.map { "left out: \($0)" }))
    }

    /// Denied addresses that a reason names.
    private static var namedDenials: Int { 5 }
}
