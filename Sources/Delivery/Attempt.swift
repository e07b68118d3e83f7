import Channels
import Domain
import Formats
import Persistence

/// How one attempt of a delivery went.
struct Attempt: Sendable {
    enum End: Sendable {
        case verdict(Verdict)
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

    /// Carries out one attempt; off the courier, so that texts are made and signed side by side.
    @concurrent
    static func make(
        _ job: Job, by performer: any Performer, reader: ChannelReader, outbox: any Outbox,
        at now: Timestamp, clock: any MonotonicClock
    ) async -> Attempt {
        let start = clock.now()
        var remarks: [String] = []
        func ended(
            _ end: End, _ feedback: DestinationFeedback = .unknown, _ answer: Answer = Answer(),
            _ memory: ChannelMemory? = nil
        ) -> Attempt {
            Attempt(
                end: end, feedback: feedback, remarks: remarks, answer: answer, memory: memory,
                startedAt: now, duration: clock.now() - start)
        }
        let channel: RedactedChannel
        switch await state(of: job, reader, outbox) {
        case .suppressed(let reason): return ended(.suppressed(reason: reason))
        case .unavailable(let reason): return ended(.verdict(.retry(after: nil, reason: reason)))
        case .unusable(let reason): return ended(.verdict(.rejected(reason: reason)))
        case .ready(let ready) where !job.goes(where: ready): return ended(.redirected)
        case .ready(let ready): channel = ready
        }
        let message = job.message(at: now)
        remarks = [job.conditionRemark(at: now)].compactMap(\.self) + message.remarks
        let exchange: Exchange
        do {
            let memory = try await memory(of: job, outbox)
            exchange = try await Exchange.make(
                message, over: channel, by: performer, continuing: memory, at: now)
        } catch let error as UnsendableMessage {
            return ended(.verdict(.rejected(reason: error.reason)))
        } catch {
            let reason = "what its channel remembers cannot be read from the store: \(error)"
            return ended(.verdict(.retry(after: nil, reason: reason)))
        }
        remarks += exchange.remarks
        let reply = exchange.reply
        let verdict = channel.verdict(on: reply)
        if verdict == .delivered { remarks += channel.remarks(on: reply) }
        let memory = job.memoryKey.flatMap { key in
            verdict == .delivered && exchange.isBeginning
                ? ChannelMemory(key, channel.memory(in: reply)) : nil
        }
        return ended(
            .verdict(verdict), feedback(on: reply, verdict), channel.answer(in: reply), memory)
    }

    private static func memory(
        of job: Job, _ outbox: any Outbox
    ) async throws(StoreError) -> String? {
        guard let key = job.memoryKey else { return nil }
        return try await outbox.memory(key, of: job.id)
    }

    /// How the delivery is to be sent at this moment.
    private static func state(
        of job: Job, _ reader: ChannelReader, _ outbox: any Outbox
    ) async -> ChannelReading.State {
        guard job.mayChange else { return .ready(job.channel) }
        do throws(StoreError) {
            let notifiers = try await outbox.notifiers(usedBy: [job.notification])
            return reader.read(job.notification, of: job.event.owner, notifiers).state
        } catch {
            return .unavailable(reason: "its notifier cannot be read from the store: \(error)")
        }
    }

    /// An answer tells that the destination lives, whatever it says of the one message.
    private static func feedback(on reply: ChannelReply, _ verdict: Verdict) -> DestinationFeedback
    {
        switch (reply, verdict) {
        case (.failed(let failure), .retry(_, let reason)):
            switch failure.kind {
            case .cancelled: .unknown
            case .resolve, .connect, .tls, .timeout, .reset: .unreachable(reason: reason)
            case .tooLarge, .other: .declined(pause: nil, reason: reason)
            }
        case (_, .delivered), (_, .rejected): .answered
        case (_, .retry(let pause, let reason)): .declined(pause: pause, reason: reason)
        }
    }

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
