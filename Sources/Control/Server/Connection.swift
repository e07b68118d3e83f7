import Formats
import Platform

/// One client: its calls are read in order, and answered in order.
final class Connection: Sendable {
    private enum Phase {
        /// Waits for a call.
        case idle
        case calling(streams: Bool)
        /// No further call is taken.
        case stopping
    }

    private enum Outcome {
        case answered, clientGone, unwatched
    }

    let peer: Peer
    private let socket: FrameSocket
    private let dispatcher: Dispatcher
    private let limits: ServerLimits
    private let log: Log
    private let phase = Locked(Phase.idle)

    init(
        _ descriptor: consuming Descriptor, peer: Peer, dispatcher: Dispatcher, loop: EventLoop,
        limits: ServerLimits, log: Log
    ) {
        self.peer = peer
        self.dispatcher = dispatcher
        self.limits = limits
        self.log = log
        socket = FrameSocket(
            descriptor, loop: loop, frameBytes: limits.frameBytes, readBytes: limits.readBytes)
    }

    /// Serves the client until it goes away, breaks the rules or the task is cancelled.
    func serve() async {
        do {
            while let frame = try await socket.nextFrame() {
                let request = try Request(frame: frame)
                guard begin(streams: request.wantsMore) else { return }
                guard try await answer(request), end() else { return }
            }
        } catch is CancellationError {
            return
        } catch {
            log.debug("closing the connection of process \(peer.pid), user \(peer.uid): \(error)")
        }
    }

    /// Takes no further call; whether there is nothing left to wait for.
    ///
    /// A call that goes on may end in its own time. One that streams has no end of its own.
    func stopTakingCalls() -> Bool {
        phase.withLock { phase in
            defer { phase = .stopping }
            return switch phase {
            case .idle, .stopping: true
            case .calling(let streams): streams
            }
        }
    }

    private func begin(streams: Bool) -> Bool {
        phase.withLock { phase in
            guard case .idle = phase else { return false }
            phase = .calling(streams: streams)
            return true
        }
    }

    private func end() -> Bool {
        phase.withLock { phase in
            guard case .calling = phase else { return false }
            phase = .idle
            return true
        }
    }

    /// Answers, and meanwhile notices when the client goes away; whether it is still there.
    private func answer(_ request: Request) async throws -> Bool {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await self.perform(request)
                return .answered
            }
            group.addTask { await self.socket.waitUntilGone() ? .clientGone : .unwatched }
            while let outcome = try await group.next() {
                switch outcome {
                case .answered: return true
                case .clientGone: return false
                case .unwatched: continue
                }
            }
            return false
        }
    }

    private func perform(_ request: Request) async throws {
        let reply: JSONObject
        do throws(CallError) {
            let parameters = try await dispatcher.answer(request, from: peer) {
                (partial) async throws(CallError) in
                do {
                    try await self.write(["parameters": .object(partial), "continues": true])
                } catch {
                    throw .abandoned
                }
            }
            reply = ["parameters": .object(parameters)]
        } catch {
            if error == .abandoned { throw CancellationError() }
            reply = ["error": .string(error.name), "parameters": .object(error.parameters)]
        }
        if !request.isOneway { try await write(reply) }
    }

    private func write(_ reply: JSONObject) async throws {
        try await socket.write(reply, patience: limits.writePatience)
    }
}
