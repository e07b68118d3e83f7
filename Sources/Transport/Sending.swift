internal import Channels
internal import Synchronization

/// One call of `send`, from the caller's task to the transport's thread and back.
final class Sending: Sendable {
    let request: HTTPRequest
    private let continuation: CheckedContinuation<Result<HTTPReply, TransportFailure>, Never>
    private let revocation: Revocation

    init(
        _ request: HTTPRequest, revocation: Revocation,
        continuation: CheckedContinuation<Result<HTTPReply, TransportFailure>, Never>
    ) {
        self.request = request
        self.revocation = revocation
        self.continuation = continuation
    }

    /// The caller's task is cancelled: set before the thread hears of it, so that it is known even
    /// when the cancellation overtakes the request.
    var isCancelled: Bool { revocation.isCancelled.load(ordering: .acquiring) }

    var id: ObjectIdentifier { ObjectIdentifier(revocation) }

    /// Answers the caller; exactly once.
    func end(_ result: Result<HTTPReply, TransportFailure>) {
        continuation.resume(returning: result)
    }

    func endCancelled() {
        let place = request.url.hostAndPort
        end(.failure(.init(.cancelled, "the request to \(place) was cancelled")))
    }
}
