package import Domain

extension DestinationScheduler {
    /// Bounds how hard a destination is used, from its next start on; what was sent before counts.
    package mutating func limit(_ name: String, _ limits: SendingLimits, now: Duration) {
        let place = place(of: name)
        destinations[place].concurrency = limits.concurrency
        let rate: SendingRate? = if case .atMost(let rate)? = limits.rate { rate } else { nil }
        guard destinations[place].bucket?.rate != rate else { return }
        destinations[place].bucket = rate.map(TokenBucket.init)
        destinations[place].nextStart = min(
            destinations[place].nextStart, destinations[place].lastStart)
        line(up: place, now: now)
    }

    /// Takes the next job, with others that go along in one message when its limit is met.
    ///
    /// Who is behind a limit loses nothing: what has to wait is told together, as soon as one may be told.
    mutating func takeNext(at place: Int, now: Duration) -> (job: Job, others: [Job])? {
        let isProbe = if case .dead = destinations[place].condition { true } else { false }
        guard let job = destinations[place].takeNext() else { return nil }
        destinations[place].lastStart = now
        destinations[place].bucket?.take(now: now)
        let ready = destinations[place].bucket?.ready(now: now) ?? now
        destinations[place].nextStart = max(now + destinations[place].gap, ready)
        let isLast =
            ready > now
            || destinations[place].concurrency.map { destinations[place].inFlight + 1 >= $0 }
                == true
        guard isLast, !isProbe else { return (job, []) }
        return (job, destinations[place].take(limits.digest - 1, joins: { joins(job, $0) }))
    }
}
