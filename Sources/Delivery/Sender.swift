import Domain
import Formats
import Rendering

/// What it takes to carry out attempts.
struct Sender: Sendable {
    let performer: any Performer
    let reader: ChannelReader
    let outbox: any Outbox
    let rules: SendingRules
    let clock: any MonotonicClock

    /// Carries out one attempt of deliveries that go out together; off the courier, so that texts are made
    /// and signed side by side.
    @concurrent
    func send(_ jobs: [Job], at now: Timestamp) async -> Round {
        var round = Round(jobs[0].id, at: now, clock)
        for job in jobs {
            let state = await Route.of(job, reader, outbox, rules)
            var log: CollectedLog?
            if case .ready = state {
                log = await job.collectedLog(reader, outbox, performer, at: now)
            }
            round.gather(job, state, log, at: now)
        }
        await round.send(by: performer, outbox, at: now)
        return round
    }
}
