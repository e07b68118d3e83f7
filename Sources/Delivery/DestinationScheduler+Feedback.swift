extension DestinationScheduler {
    /// What the end of an attempt brought about.
    package struct Consequence: Sendable {
        /// Jobs that waited for the destination and no longer can.
        package var handedBack: [Deferral] = []
        package var change: Change?
    }

    /// A destination that died, or came back.
    package enum Change: Sendable, Hashable {
        case died(reason: String)
        case recovered
    }

    /// Takes note of how an attempt of so many jobs ended.
    package mutating func finish(
        _ name: String, _ feedback: DestinationFeedback, jobs: Int, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Consequence {
        let place = place(of: name)
        vacate(at: place)
        destinations[place].measure(jobs, now: now)
        var consequence = Consequence()
        switch feedback {
        case .answered:
            consequence.change = revive(at: place)
            widen(at: place)
        case .declined(let pause, let reason):
            consequence.change = revive(at: place)
            destinations[place].window = max(1, destinations[place].window - 1)
            if let pause, pause > .zero {
                consequence.handedBack = self.pause(
                    at: place, for: pause, reason: reason, now: now, using: &generator)
            }
        case .unreachable(let reason):
            consequence = fail(at: place, reason: reason, now: now, using: &generator)
        case .unknown:
            if case .probing = destinations[place].condition {
                destinations[place].condition = .dead(until: now)
            }
        }
        line(up: place, now: now)
        return consequence
    }

    private mutating func widen(at place: Int) {
        let window = destinations[place].window
        destinations[place].window = min(Double(limits.widestWindow), window + 1 / window)
        // Until the window is as wide as a stranger's, a further death counts as a relapse.
        if window >= Double(limits.firstWindow) { destinations[place].rests = 0 }
    }

    private mutating func revive(at place: Int) -> Change? {
        destinations[place].failedCohorts = 0
        switch destinations[place].condition {
        case .dead, .probing:
            destinations[place].condition = .open
            destinations[place].window = 1
            destinations[place].failingSince = nil
            destinations[place].backlogEnd = .zero
            return .recovered
        case .open, .paused:
            destinations[place].failingSince = nil
            return nil
        }
    }

    private mutating func pause(
        at place: Int, for length: Duration, reason: String, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> [Deferral] {
        var until = now + min(length, limits.longestPause)
        if case .paused(let known) = destinations[place].condition { until = max(until, known) }
        destinations[place].condition = .paused(until: until)
        destinations[place].reason =
            "\(destinations[place].name) asked to be left alone for a while: \(reason)"
        guard until - now > limits.patience else { return [] }
        return handBack(at: place, until: until, now: now, using: &generator)
    }

    private mutating func fail(
        at place: Int, reason: String, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Consequence {
        destinations[place].failingSince = destinations[place].failingSince ?? now
        var isNews = true
        switch destinations[place].condition {
        case .dead: return Consequence()
        case .probing: isNews = false
        case .open, .paused:
            destinations[place].failedCohorts += 1 / destinations[place].window
            destinations[place].window = max(1, destinations[place].window - 1)
            guard destinations[place].failedCohorts >= limits.failedCohorts else {
                return Consequence()
            }
        }
        destinations[place].reason = "\(destinations[place].name) does not answer: \(reason)"
        let doubled = limits.firstRest * Double(1 << min(destinations[place].rests, 30))
        let until = now + min(doubled, limits.longestRest)
        destinations[place].rests += 1
        destinations[place].window = 1
        destinations[place].failedCohorts = 0
        destinations[place].condition = .dead(until: until)
        return Consequence(
            handedBack: handBack(at: place, until: until, now: now, using: &generator),
            change: isNews ? .died(reason: reason) : nil)
    }

    private mutating func handBack(
        at place: Int, until: Duration, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> [Deferral] {
        let jobs = destinations[place].takeAll()
        queued -= jobs.count
        return jobs.map { job in
            Deferral(
                job: job, refusal: refusal(at: place, until: until, now: now, using: &generator))
        }
    }
}
