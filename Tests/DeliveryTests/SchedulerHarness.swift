import Delivery
import TestKit

/// A scheduler with its own time and randomness, so that tests speak of what happens only.
struct SchedulerHarness {
    var scheduler: DestinationScheduler<Int>
    let limits: DestinationLimits
    var generator = SeededGenerator(seed: 1)
    var now = Duration.seconds(1000)
    var refused: [(job: Int, refusal: DestinationScheduler<Int>.Refusal)] = []
    private var nextJob = 0

    init(_ change: (inout DestinationLimits) -> Void = { _ in }) {
        var limits = DestinationLimits()
        change(&limits)
        self.limits = limits
        scheduler = DestinationScheduler(limits: limits) { _, _ in true }
    }

    /// Offers new jobs; returns those that wait in the scheduler.
    @discardableResult
    mutating func offer(_ count: Int = 1, to name: String, isRetry: Bool = false) -> [Int] {
        (0..<count).compactMap { _ in
            nextJob += 1
            return offer(job: nextJob, to: name, isRetry: isRetry) ? nextJob : nil
        }
    }

    /// True when the job waits in the scheduler.
    mutating func offer(job: Int, to name: String, isRetry: Bool) -> Bool {
        let refusal =
            scheduler.admit(to: name, now: now, using: &generator)
            ?? scheduler.submit(job, to: name, isRetry: isRetry, now: now, using: &generator)
        if let refusal { refused.append((job, refusal)) }
        return refusal == nil
    }

    mutating func start() -> [DestinationScheduler<Int>.Start] { scheduler.next(now: now) }

    @discardableResult
    mutating func finish(
        _ name: String, _ feedback: DestinationFeedback, jobs: Int = 1
    ) -> DestinationScheduler<Int>.Consequence {
        scheduler.finish(name, feedback, jobs: jobs, now: now, using: &generator)
    }

    /// Fails attempts until the destination is dead; returns what was handed back.
    @discardableResult
    mutating func kill(_ name: String) -> [DestinationScheduler<Int>.Deferral] {
        while true {
            offer(to: name)
            var wasDead = true
            for start in self.start() where start.destination == name {
                wasDead = false
                let consequence = finish(name, .unreachable(reason: "refused"))
                if case .died? = consequence.change { return consequence.handedBack }
            }
            precondition(!wasDead, "it was dead already")
        }
    }
}
