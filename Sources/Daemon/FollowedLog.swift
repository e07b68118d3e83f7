import Domain
import Platform

/// The log of a run that has not ended: tells when there is more to read.
final class FollowedLog: Sendable {
    /// Yields when the file has grown; ends when its run has, or nothing more is announced.
    let wakes: AsyncStream<Void>
    private let hasRunEnded = Locked(false)

    /// - Parameter changes: the announcements of the run.
    init(
        path: String, until changes: AsyncStream<Announcement>, on loop: EventLoop
    ) throws(SystemError) {
        let file = try FileChanges(of: path, on: loop)
        // One unread wake-up is as good as many: the reader reads to the end each time.
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wakes = stream
        let growing = Task {
            while (try? await file.next()) != nil { continuation.yield() }
        }
        let ending = Task { [hasRunEnded] in
            for await case .run(let run) in changes where run.state.isFinal {
                hasRunEnded.withLock { $0 = true }
                break
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in
            growing.cancel()
            ending.cancel()
        }
    }

    /// Whether the run has ended, so that what can be read now is all.
    var isComplete: Bool { hasRunEnded.withLock { $0 } }
}
