import Channels
import Domain
import Formats
import Platform

extension Courier {
    /// Starts what may start; what was cancelled meanwhile makes way for others.
    func beginNext() {
        var starts = scheduler.next(now: clock.now())
        while !starts.isEmpty {
            let dropped = starts.count { !begin($0.jobs, to: $0.destination) }
            starts = dropped > 0 ? scheduler.next(now: clock.now()) : []
        }
    }

    /// False when every delivery of it was cancelled, or has to wait for another one.
    private func begin(_ offered: [Job], to destination: String) -> Bool {
        var jobs: [Job] = []
        for offered in offered {
            if let job = asRequested(offered) {
                if turns.take(job) { jobs.append(job) }
            } else {
                forget(offered.id)
            }
        }
        if jobs.count < offered.count { offerRoom() }
        guard let id = jobs.first?.id else {
            _ = scheduler.finish(
                destination, .unknown, jobs: 0, now: clock.now(), using: &generator)
            return false
        }
        attempts[id] = attempt(jobs, to: destination)
        return true
    }

    private func attempt(_ jobs: [Job], to destination: String) -> Task<Void, Never> {
        let sender = Sender(
            performer: performer, reader: reader, outbox: outbox, rules: rules, clock: clock)
        let now = wallNow
        return Task { @concurrent in
            let round = await sender.send(jobs, at: now)
            await self.end(round, to: destination)
        }
    }

    private func end(_ round: Round, to destination: String) {
        attempts[round.id] = nil
        let consequence = scheduler.finish(
            destination, round.feedback, jobs: round.ended.count, now: clock.now(),
            using: &generator)
        for deferral in consequence.handedBack { postpone(deferral.job, deferral.refusal) }
        switch consequence.change {
        case .died(let reason)?:
            log.warning(
                "the destination \(destination) does not answer; "
                    + "it is left alone but for a try now and then: \(reason)", .destinationDown)
        case .recovered?:
            log.notice("the destination \(destination) answers again", .destinationUp)
        case nil: break
        }
        for (job, attempt) in round.ended {
            if attempt.wasCancelled, phase != .running {
                // It stays pending in the store, and is attempted again after the next start.
                forget(job.id)
            } else {
                outcomes.append(outcome(of: job, attempt))
            }
        }
        for job in round.leftOver {
            if phase == .running { submit(job) } else { forget(job.id) }
        }
        offerRoom()
        work()
    }

    /// The search goes on when the destination that it waits for has room.
    private func offerRoom() {
        if let roomAwaited, !scheduler.isFull(roomAwaited.destination, now: clock.now()) {
            endWaitForRoom()
        }
    }

    private func outcome(of job: Job, _ attempt: Attempt) -> Outcome {
        switch attempt.end {
        case .verdict(let verdict): outcome(of: job, attempt, verdict)
        case .suppressed(let reason):
            .ended(job.delivery, of: job.event.owner, .suppressed, reason: reason, at: wallNow)
        case .separated(let reason): separated(job, attempt, reason)
        case .redirected:
            .again(
                job.delivery, of: job.event.owner, at: wallNow, reason: job.delivery.reason,
                now: wallNow)
        }
    }

    /// Tried again at once, by itself.
    private func separated(_ job: Job, _ attempt: Attempt, _ reason: String) -> Outcome {
        separated.insert(job.id)
        let record = attempt.record(
            job.delivery.attempts + 1, .retry(after: nil, reason: reason))
        return .again(
            job.delivery, of: job.event.owner, at: wallNow, attempt: record, reason: reason,
            now: wallNow)
    }

    private func outcome(of job: Job, _ attempt: Attempt, _ verdict: Verdict) -> Outcome {
        let now = wallNow
        let attempts = job.delivery.attempts + 1
        let record = attempt.record(attempts, verdict)
        switch verdict {
        case .delivered:
            let before = job.delivery.reason
            let reason =
                attempts == 1 || before.isEmpty ? "" : "attempt \(attempts); before: \(before)"
            return .ended(
                job.delivery, of: job.event.owner, .sent, attempt: record,
                reason: attempt.remarked(reason), at: now, memory: attempt.memory)
        case .rejected(let reason):
            return .ended(
                job.delivery, of: job.event.owner, .failed, attempt: record,
                reason: attempt.remarked(reason), at: now)
        case .retry(let asked, let reason):
            let next = nextAttempt(of: job.delivery, after: attempts, asked: asked, now: now)
            guard let next else {
                return givenUp(
                    job.delivery, of: job.event.owner, attempt: record,
                    reason: attempt.remarked(reason), now: now)
            }
            let restEnd = scheduler.restEnd(of: job.destination, now: clock.now()).map(wallTime)
            return .again(
                job.delivery, of: job.event.owner, at: max(next, restEnd ?? next),
                attempt: record, reason: reason, now: now)
        }
    }

    /// When a delivery that could not be sent is tried again; nil when it is given up.
    private func nextAttempt(
        of delivery: Delivery, after attempts: Int64, asked: Duration?, now: Timestamp
    ) -> Timestamp? {
        retry.nextAttempt(
            afterAttempts: attempts, triedSince: delivery.triedSince, now: now,
            asked: asked.map { min($0, limits.destinations.longestPause) }, using: &generator)
    }

    /// What becomes of a delivery that was taken up and cannot be handed to a destination.
    func outcome(
        of delivery: Delivery, _ owner: Owner, _ state: ChannelReading.State
    ) -> Outcome? {
        let now = wallNow
        switch state {
        case .ready: return nil
        case .suppressed(let reason):
            return .ended(delivery, of: owner, .suppressed, reason: reason, at: now)
        case .unusable(let reason):
            return .ended(delivery, of: owner, .failed, reason: reason, at: now)
        case .unavailable(let reason):
            let attempt = DeliveryAttempt(
                number: delivery.attempts + 1, startedAt: now, duration: .zero, verdict: .retry,
                reason: reason.bounded)
            guard
                let next = nextAttempt(of: delivery, after: attempt.number, asked: nil, now: now)
            else {
                return givenUp(delivery, of: owner, attempt: attempt, reason: reason, now: now)
            }
            return .again(
                delivery, of: owner, at: next, attempt: attempt, reason: reason, now: now)
        }
    }

    /// Puts a delivery off that cannot be attempted now, through no fault of its own.
    func postpone(_ job: Job, _ refusal: DestinationScheduler<Job>.Refusal) {
        let now = wallNow
        let next = wallTime(refusal.until)
        outcomes.append(
            next - job.delivery.triedSince > retry.giveUpAfter
                ? givenUp(
                    job.delivery, of: job.event.owner, attempt: nil, reason: refusal.reason,
                    now: now)
                : .again(
                    job.delivery, of: job.event.owner, at: next, reason: refusal.reason, now: now))
    }

    private func givenUp(
        _ delivery: Delivery, of owner: Owner, attempt: DeliveryAttempt?, reason: String,
        now: Timestamp
    ) -> Outcome {
        let age = Duration.seconds((now - delivery.triedSince).components.seconds)
        let attempts = attempt?.number ?? delivery.attempts
        let times = attempts == 1 ? "1 attempt" : "\(attempts) attempts"
        return .ended(
            delivery, of: owner, .failed, attempt: attempt,
            reason: "gave up after \(age.text) and \(times): \(reason)", at: now)
    }
}
