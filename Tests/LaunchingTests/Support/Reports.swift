import LaunchProtocol
import Launching

/// Reads a client's reports one by one.
final class Reports {
    private var iterator: AsyncStream<[LaunchReport]>.Iterator
    private var unread: [LaunchReport] = []

    init(_ client: LauncherClient) { iterator = client.reports.makeAsyncIterator() }

    func next() async -> LaunchReport {
        while unread.isEmpty {
            guard let batch = await iterator.next(isolation: #isolation) else {
                return .disconnected
            }
            unread = batch
        }
        return unread.removeFirst()
    }

    /// The next end; starts on the way to it are passed over.
    func end() async throws -> EndedRun {
        while true {
            switch await next() {
            case .ended(let run): return run
            case .started: continue
            case let other: throw Unexpected("\(other)")
            }
        }
    }

    func started() async throws -> StartedRun {
        guard case .started(let run) = await next() else { throw Unexpected("not started") }
        return run
    }

    func failure() async throws -> FailedStart {
        guard case .notStarted(let run) = await next() else { throw Unexpected("it started") }
        return run
    }

    func awaitDisconnection() async {
        while await next() != .disconnected {}
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
