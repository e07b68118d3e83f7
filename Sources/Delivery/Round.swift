import Channels
import Domain
import Formats
import Persistence
import Rendering

/// One message on its way: the attempt of a delivery, or of several that go out in a digest.
struct Round: Sendable {
    let id: DeliveryID
    private(set) var ended: [(job: Job, attempt: Attempt)] = []
    /// Those for which the message had no room; nothing was tried.
    private(set) var leftOver: [Job] = []
    /// What it tells of the destination.
    private(set) var feedback = DestinationFeedback.unknown

    private var gathered: [Gathered] = []
    private let startedAt: Timestamp
    private let start: Duration
    private let clock: any MonotonicClock

    private struct Gathered {
        let job: Job
        let message: Message
        let ready: Route
        var remarks: [String]
    }

    /// - Parameter id: that of the first delivery.
    init(_ id: DeliveryID, at now: Timestamp, _ clock: any MonotonicClock) {
        self.id = id
        startedAt = now
        self.clock = clock
        start = clock.now()
    }

    mutating func gather(
        _ job: Job, _ state: Route.State, _ log: CollectedLog?, at now: Timestamp
    ) {
        switch state {
        case .ended(let end): conclude(job, end)
        case .ready(let ready):
            let message = job.message(log, at: now)
            guard hasRoom(for: message, ready) else {
                leftOver.append(job)
                return
            }
            let remarks =
                [job.conditionRemark(at: now), log?.remark].compactMap(\.self) + message.remarks
            gathered.append(
                Gathered(
                    job: job, message: message, ready: ready, remarks: remarks + ready.remarks))
        }
    }

    /// The first message always has room, and is cut by its channel where it has to be.
    private func hasRoom(for message: Message, _ ready: Route) -> Bool {
        guard !gathered.isEmpty else { return true }
        let length = (gathered.map(\.message) + [message]).reduce(0) { $0 + $1.text.utf16.count }
        return leftOver.isEmpty && length <= ready.channel.declaration.digestLength ?? 0
    }

    mutating func send(
        by performer: any Performer, _ outbox: any Outbox, at now: Timestamp
    ) async {
        guard let first = gathered.first, let message = Message.digest(of: gathered.map(\.message))
        else { return }
        let exchange: Exchange
        do {
            exchange = try await Exchange.make(
                message, over: first.ready, by: performer,
                continuing: try await Self.memory(of: first.job, outbox), at: now)
        } catch let error as UnsendableMessage {
            return finish(.rejected(reason: error.reason))
        } catch {
            let reason = "what its channel remembers cannot be read from the store: \(error)"
            return finish(.retry(after: nil, reason: reason))
        }
        let channel = first.ready.channel
        let reply = exchange.reply
        let verdict = channel.verdict(on: reply)
        feedback = Self.feedback(on: reply, verdict)
        guard verdict == .delivered else {
            return finish(verdict, exchange.remarks, channel.answer(in: reply))
        }
        let memory = first.job.memoryKey.flatMap { key in
            exchange.isBeginning ? ChannelMemory(key, channel.memory(in: reply)) : nil
        }
        finish(
            verdict, exchange.remarks + channel.remarks(on: reply), channel.answer(in: reply),
            memory)
    }

    private static func memory(
        of job: Job, _ outbox: any Outbox
    ) async throws(StoreError) -> String? {
        guard let key = job.memoryKey else { return nil }
        return try await outbox.memory(key, of: job.id)
    }

    private mutating func finish(
        _ verdict: Verdict, _ remarks: [String] = [], _ answer: Answer = Answer(),
        _ memory: ChannelMemory? = nil
    ) {
        let count = gathered.count
        for each in gathered {
            var end = Attempt.End.verdict(verdict)
            var all = each.remarks + remarks
            if count > 1 {
                switch verdict {
                case .delivered: all.append("sent in one message with \(count - 1) others")
                case .rejected(let reason):
                    end = .separated(
                        reason: "refused in one message with \(count - 1) others: \(reason)")
                case .retry: break
                }
            }
            conclude(each.job, end, all, answer, memory)
        }
        gathered = []
    }

    private mutating func conclude(
        _ job: Job, _ end: Attempt.End, _ remarks: [String] = [], _ answer: Answer = Answer(),
        _ memory: ChannelMemory? = nil
    ) {
        ended.append(
            (
                job,
                Attempt(
                    end: end, feedback: feedback, remarks: remarks, answer: answer, memory: memory,
                    startedAt: startedAt, duration: clock.now() - start)
            ))
    }

    /// An answer tells that the destination lives, whatever it says of the one message.
    private static func feedback(on reply: ChannelReply, _ verdict: Verdict) -> DestinationFeedback
    {
        switch (reply, verdict) {
        case (.failed(let failure), _) where failure.kind == .absent: .unknown
        case (.failed(let failure), .retry(_, let reason)):
            switch failure.kind {
            case .cancelled, .forbidden: .unknown
            case .resolve, .connect, .tls, .timeout, .reset: .unreachable(reason: reason)
            case .tooLarge, .absent, .other: .declined(pause: nil, reason: reason)
            }
        case (.failed(let failure), .rejected) where failure.kind == .forbidden: .unknown
        case (_, .delivered), (_, .rejected): .answered
        case (_, .retry(let pause, let reason)): .declined(pause: pause, reason: reason)
        }
    }
}
