extension DestinationScheduler {
    /// A destination that does not answer, or asked to be left alone.
    package struct Failing: Sendable, Hashable {
        package let destination: String
        package let reason: String
        /// The first failure since it last answered; nil when it only asked for a pause.
        package let since: Duration?
        /// When it is tried again.
        package let until: Duration
    }

    /// The destinations that take no jobs now, in the order of their names.
    package func failing(now: Duration) -> [Failing] {
        places.values.compactMap { place -> Failing? in
            let destination = destinations[place]
            let until: Duration
            switch destination.condition {
            case .open: return nil
            case .paused(let end):
                guard end > now else { return nil }
                until = end
            case .dead(let end): until = max(end, now)
            case .probing: until = now
            }
            return Failing(
                destination: destination.name, reason: destination.reason,
                since: destination.failingSince, until: until)
        }.sorted { $0.destination < $1.destination }
    }

    /// When a destination that takes no jobs will take some again; nil when it does now.
    package func restEnd(of name: String, now: Duration) -> Duration? {
        guard let place = places[name] else { return nil }
        switch destinations[place].condition {
        case .paused(let until), .dead(let until): return until > now ? until : nil
        case .open, .probing: return nil
        }
    }

    /// How many attempts may be under way at once with a destination.
    package func window(of name: String) -> Int {
        places[name].map { destinations[$0].width } ?? limits.firstWindow
    }
}
