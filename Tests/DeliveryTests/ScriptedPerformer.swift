import Channels
import Delivery
import Platform
import TestKit

/// Answers requests as a test says, and remembers them.
final class ScriptedPerformer: Performer {
    struct Received: Sendable {
        let host: String
        let id: String
        let text: String
    }

    enum Answer: Sendable {
        case status(Int, retryAfter: Int? = nil, body: String = "")
        case failure(TransportFailure.Kind)
        /// None until the task is cancelled or `release` is called; then this status.
        case hang(then: Int = 204)
    }

    private struct State {
        var received: [Received] = []
        var underWay: [String: Int] = [:]
        var most: [String: Int] = [:]
        var hanging: [Int: CheckedContinuation<Void, Never>] = [:]
        var cancelled: Set<Int> = []
        /// Requests up to this one do not hang any more, also those that have not come so far.
        var released = 0
    }

    private let state = Watched(State())
    private let answer: @Sendable (Received, Int) -> Answer

    /// `answer` is told the request and how many came before it.
    init(answer: @escaping @Sendable (Received, Int) -> Answer = { _, _ in .status(204) }) {
        self.answer = answer
    }

    var received: [Received] { state.withLock(\.received) }
    var count: Int { state.withLock { $0.received.count } }
    func count(of host: String) -> Int { received.count { $0.host == host } }

    /// The most requests that were under way with a host at once.
    func most(with host: String) -> Int { state.withLock { $0.most[host] ?? 0 } }

    /// Waits until so many requests have come in all.
    func received(_ count: Int) async { await state.wait { $0.received.count >= count } }

    /// Ends the requests that hang.
    func release() {
        let hanging = state.withLock { state in
            defer { state.hanging = [:] }
            state.released = state.received.count
            return state.hanging.values
        }
        for continuation in hanging { continuation.resume() }
    }

    func perform(_ outer: ChannelRequest) async -> ChannelReply {
        let request: HTTPRequest
        switch outer.action {
        case .http(let inner): request = inner
        case .upload(let upload): request = upload.request
        case .irc, .mail, .program, .log: return .logged
        }
        let received = Received(
            host: request.url.host,
            id: request.headers.first { $0.name == "webhook-id" }?.value ?? "",
            text: String(decoding: request.body, as: UTF8.self))
        let index = note(received)
        let reply: ChannelReply
        switch answer(received, index) {
        case .status(let status, let pause, let body):
            let headers = pause.map { [HTTPHeader("Retry-After", "\($0)")] } ?? []
            reply = .http(HTTPReply(status: status, headers: headers, body: Array(body.utf8)))
        case .failure(let kind):
            reply = .failed(TransportFailure(kind, "\(received.host): \(kind.rawValue)"))
        case .hang(let status):
            await hang(index)
            reply =
                Task.isCancelled
                ? .failed(TransportFailure(.cancelled, "cancelled"))
                : .http(HTTPReply(status: status))
        }
        state.withLock { $0.underWay[received.host, default: 0] -= 1 }
        return reply
    }

    private func note(_ received: Received) -> Int {
        state.withLock { state in
            state.received.append(received)
            let underWay = state.underWay[received.host, default: 0] + 1
            state.underWay[received.host] = underWay
            state.most[received.host] = max(underWay, state.most[received.host] ?? 0)
            return state.received.count - 1
        }
    }

    private func hang(_ index: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.contains(index) || index < state.released { return true }
                    state.hanging[index] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let hanging = state.withLock { state in
                state.cancelled.insert(index)
                return state.hanging.removeValue(forKey: index)
            }
            hanging?.resume()
        }
    }
}
