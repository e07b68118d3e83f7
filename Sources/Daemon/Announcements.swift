package import Delivery
package import Domain
package import Formats
package import Persistence
import Platform

/// What has just happened, for those who watch or wait.
package enum Announcement: Sendable {
    case run(Run)
    /// Results of a run that is under way.
    case results(Run, at: Timestamp)
    case delivery(EndedDelivery)
}

/// Tells everybody who listens what has just been committed; costs nothing while nobody does.
package final class Announcements: Sendable {
    private struct Listener {
        let wants: @Sendable (Announcement) -> Bool
        let continuation: AsyncStream<Announcement>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var count = 0
        var isOver = false
    }

    private let state = Locked(State())

    package init() {}

    package func announce(_ announcement: Announcement) {
        let listeners = state.withLock { $0.listeners.values.filter { $0.wants(announcement) } }
        for listener in listeners { listener.continuation.yield(announcement) }
    }

    /// Announces runs that were created, and occurrences that were skipped.
    package func announce(_ created: DueResult) {
        for run in created.runs.map(\.run) + created.skipped { announce(.run(run)) }
    }

    /// What is announced from now on and wanted, until the consumer stops; of what it has not taken yet,
    /// the newest are kept.
    package func listen(
        keeping count: Int = DaemonLimits.announcements,
        where wants: @escaping @Sendable (Announcement) -> Bool
    ) -> AsyncStream<Announcement> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Announcement.self, bufferingPolicy: .bufferingNewest(count))
        let number = state.withLock { state -> Int? in
            if state.isOver { return nil }
            state.count += 1
            state.listeners[state.count] = Listener(wants: wants, continuation: continuation)
            return state.count
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { _ in
            self.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// Ends what everybody listens to, now and later: the daemon is stopping.
    package func end() {
        let listeners = state.withLock { state in
            state.isOver = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.continuation.finish() }
    }

    /// How many listen.
    package var listenerCount: Int { state.withLock { $0.listeners.count } }
}
