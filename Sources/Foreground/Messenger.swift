package import Channels
package import Domain
import Formats
package import Platform
import Rendering
import Templating

/// Sends notifications at once, and remembers none: what cannot be sent within the time that is given is told
/// to whoever asked.
package struct Messenger<Time: Clock>: Sendable where Time.Duration == Duration {
    package typealias Performer =
        @Sendable (_ request: ChannelRequest, _ message: Message) async -> ChannelReply

    private let perform: Performer
    private let channels: RedactedChannel.Maker
    private let wallClock: any WallClock
    private let time: Time
    private let retry: RetryPolicy?
    private let resolver = SecretResolver(for: "notifyctl")
    private let environment: ChannelEnvironment

    /// Without a policy there is one attempt.
    package init(
        perform: @escaping Performer,
        channels: @escaping RedactedChannel.Maker = ChannelTable.channel(kind:parameters:),
        environment: ChannelEnvironment = .empty,
        wallClock: any WallClock = SystemClock(), time: Time, retry: RetryPolicy?
    ) {
        self.environment = environment
        self.perform = perform
        self.channels = channels
        self.wallClock = wallClock
        self.time = time
        self.retry = retry
    }

    /// Sends one notification of an event, if its condition lets it; ends early when the task is cancelled.
    @concurrent
    package func send(_ notification: Notification, of event: Event) async -> SendReport {
        let report = SendReport(notification, event)
        let verdict = Composer.verdict(notification, event, now: wallClock.now)
        if case .suppress(let reason) = verdict { return report.ended(.suppressed, reason) }
        guard let configuration = notification.configuration else {
            return report.ended(
                .failed, "it names a notifier, which only notifyd knows: name a kind instead")
        }
        if let refusal = environment.refusal(of: configuration.kind) {
            return report.ended(.suppressed, refusal)
        }
        let channel: RedactedChannel
        let redactor: Redactor
        do {
            let resolved = try configuration.resolved(resolver.secret)
            channel = try RedactedChannel(resolved, in: environment, make: channels)
            redactor = Redactor(hiding: channel.secretWords.all)
        } catch {
            return report.ended(.failed, "\(error)")
        }
        let id = DeliveryID(event: event.id, notification: notification.name)
        let message = Composer.message(
            id, notification, event, showsLinks: channel.showsLinks, now: wallClock.now)
        var letter = Letter(
            channel: channel, message: message, redactor: redactor,
            remarks: [verdict.remark].compactMap(\.self) + message.remarks)
        return await send(&letter, report)
    }

    /// What is on its way, and what there is to remark about it.
    private struct Letter {
        let channel: RedactedChannel
        let message: Message
        let redactor: Redactor
        var remarks: [String]

        /// The reason of one that was sent.
        var remark: String { remarks.joined(separator: "; ") }
    }

    private func send(_ letter: inout Letter, _ report: SendReport) async -> SendReport {
        var report = report
        let start = time.now
        while true {
            report.attempts += 1
            let verdict = await attempt(&letter, &report, since: start)
            report.verdict = verdict
            switch verdict {
            case .delivered: return report.ended(.sent, letter.remark)
            case .rejected(let reason): return report.ended(.failed, reason)
            case .retry(let asked, let reason):
                guard let retry else { return report.ended(.failed, reason) }
                if Task.isCancelled { return report.ended(.failed, "interrupted: \(reason)") }
                let elapsed = start.duration(to: time.now)
                guard let pause = pause(retry, report.attempts, elapsed, asked: asked) else {
                    let times = report.attempts == 1 ? "1 attempt" : "\(report.attempts) attempts"
                    return report.ended(.failed, "gave up after \(times): \(reason)")
                }
                // A cancelled wait ends in one more look at the task.
                try? await time.sleep(for: pause)
                if Task.isCancelled { return report.ended(.failed, "interrupted: \(reason)") }
            }
        }
    }

    private func attempt(
        _ letter: inout Letter, _ report: inout SendReport, since start: Time.Instant
    ) async -> Verdict {
        let request: ChannelRequest
        do throws(UnsendableMessage) {
            request = try letter.channel.request(for: letter.message, at: wallClock.now)
        } catch {
            return .rejected(reason: error.reason)
        }
        if report.attempts == 1 { letter.remarks += request.remarks }
        let bounded = request.ending(within: remaining(since: start))
        report.request = ShownRequest(bounded.action, by: letter.redactor)
        let reply = await perform(bounded, letter.message)
        report.answer = ShownAnswer(reply, by: letter.redactor)
        let verdict = letter.channel.verdict(on: reply)
        if verdict == .delivered { letter.remarks += letter.channel.remarks(on: reply) }
        return verdict
    }

    private func remaining(since start: Time.Instant) -> Duration {
        guard let retry else { return Channels.Limits.requestTimeout }
        return max(.milliseconds(1), retry.giveUpAfter - start.duration(to: time.now))
    }

    /// How long to wait before the next attempt; nil when it would come too late.
    private func pause(
        _ retry: RetryPolicy, _ attempts: Int, _ elapsed: Duration, asked: Duration?
    ) -> Duration? {
        // One that has a size: the thread sanitizer does not bear the other here.
        var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
        let start = Timestamp(microseconds: 0)
        let now = start + elapsed
        return retry.nextAttempt(
            afterAttempts: Int64(attempts), triedSince: start, now: now, asked: asked,
            using: &generator
        ).map { $0 - now }
    }
}
