import Delivery
import Domain
import Platform

/// Remembers for a while who administers, since the groups of a user may have to be asked for over a network.
final class Administrators: Sendable {
    private let ask: @Sendable (Owner) -> Bool
    private let clock: any MonotonicClock
    private let known = Locked([Owner: (isOne: Bool, until: Duration)]())

    init(clock: any MonotonicClock = SteadyClock(), ask: @escaping @Sendable (Owner) -> Bool) {
        self.clock = clock
        self.ask = ask
    }

    func contains(_ owner: Owner) -> Bool {
        let now = clock.now()
        if let found = known.withLock({ $0[owner] }), found.until > now { return found.isOne }
        let isOne = ask(owner)
        known.withLock { known in
            if known.count >= DaemonLimits.rememberedOwners { known = [:] }
            known[owner] = (isOne, now + DaemonLimits.administratorKept)
        }
        return isOne
    }
}
