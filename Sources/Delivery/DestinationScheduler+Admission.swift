extension DestinationScheduler {
    /// Reserves room for a job that is to be submitted; the refusal says when it may come again.
    ///
    /// A queue may be half as long as there is room left altogether: so even many slow destinations
    /// never take all of it.
    package mutating func admit(
        to name: String, now: Duration, using generator: inout some RandomNumberGenerator
    ) -> Refusal? {
        let place = place(of: name)
        if let refusal = refusalOfCondition(at: place, now: now, using: &generator) {
            return refusal
        }
        guard hasRoom(at: place, upTo: 1) else { return overflow(at: place, now: now) }
        destinations[place].expected += 1
        queued += 1
        return nil
    }

    /// Whether it is worthwhile to offer jobs again that were refused because too many waited.
    package func isFull(_ name: String, now: Duration) -> Bool {
        guard let place = places[name] else { return false }
        if case .dead(let until) = destinations[place].condition, until > now { return false }
        return !hasRoom(at: place, upTo: 0.75)
    }

    /// Whether a queue is shorter than a share of its bound, which is half of the room left altogether.
    private func hasRoom(at place: Int, upTo share: Double) -> Bool {
        let free = limits.queued - queued
        let bound = min(limits.queuedPerDestination, max(1, free / 2))
        let waiting = destinations[place].queued + destinations[place].expected
        return free > 0 && Double(waiting) < Double(bound) * share
    }

    /// Gives back the room of a job that is not submitted after all.
    package mutating func withdraw(from name: String) {
        let place = place(of: name)
        guard destinations[place].expected > 0 else { return }
        destinations[place].expected -= 1
        queued -= 1
    }

    /// Lets a destination be tried now that is left alone: a dead one is probed, and a pause is over.
    package mutating func tryNow(_ name: String, now: Duration) {
        guard let place = places[name], let until = restEnd(of: name, now: now), until > now else {
            return
        }
        switch destinations[place].condition {
        case .paused: destinations[place].condition = .paused(until: now)
        case .dead: destinations[place].condition = .dead(until: now)
        case .open, .probing: return
        }
        line(up: place, now: now)
    }

    /// Each job beyond the room is given its own time, in the order they come, at the present pace.
    private mutating func overflow(at place: Int, now: Duration) -> Refusal {
        let destination = destinations[place]
        let start = max(destination.backlogEnd, now + destination.pace * destination.queued)
        let latest = now + limits.longestDeferral
        let end = min(start + destination.pace, latest)
        destinations[place].backlogEnd = end
        return Refusal(
            cause: .full, until: max(end, now + limits.shortestDeferral),
            reason: "waiting behind \(destination.queued) others for \(destination.name)")
    }

    /// Why the destination takes no further job now, for reasons of its own.
    mutating func refusalOfCondition(
        at place: Int, now: Duration, using generator: inout some RandomNumberGenerator
    ) -> Refusal? {
        let destination = destinations[place]
        switch destination.condition {
        case .open: return nil
        case .paused(let until):
            if until <= now {
                destinations[place].condition = .open
                return nil
            }
            return until - now <= limits.patience
                ? nil : refusal(at: place, until: until, now: now, using: &generator)
        case .dead(let until):
            if until > now { return refusal(at: place, until: until, now: now, using: &generator) }
            guard destination.queued + destination.expected < limits.queuedWhileProbing else {
                return refusalWhileProbing(at: place, now: now, using: &generator)
            }
            return nil
        case .probing:
            guard destination.queued + destination.expected < limits.queuedWhileProbing else {
                return refusalWhileProbing(at: place, now: now, using: &generator)
            }
            return nil
        }
    }

    /// The outcome of the probe is awaited outside of memory.
    private func refusalWhileProbing(
        at place: Int, now: Duration, using generator: inout some RandomNumberGenerator
    ) -> Refusal {
        refusal(at: place, until: now + limits.firstRest, now: now, using: &generator)
    }

    /// Spread over a quarter of the wait, so that a probe goes well ahead of the others.
    func refusal(
        at place: Int, until: Duration, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Refusal {
        let spread = max(until - now, limits.shortestDeferral) / 4
        let later = spread * Double.random(in: 0..<1, using: &generator)
        return Refusal(
            cause: .resting, until: until + later, reason: destinations[place].reason)
    }
}
