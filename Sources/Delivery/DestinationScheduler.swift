/// Decides when each job may be attempted, destination by destination, as Postfix does it.
///
/// Each destination has a window of attempts under way, which starts small, grows while it answers and
/// shrinks when it does not. One that fails for a whole window is dead: what waits for it is handed
/// back, and after a rest that grows each time a single probe finds out whether it answers again. All
/// share a number of attempts in turns, so that none holds up another.
///
/// A state machine without clock, input or output: `now` is a monotonic time. After each change,
/// `next(now:)` tells what to start, and `wakeAt` when to ask again at the latest.
package struct DestinationScheduler<Job: Sendable>: Sendable {
    /// A job to attempt now; its end is told to `finish`.
    package struct Start: Sendable {
        package let job: Job
        /// Those that go out in the same message.
        package let others: [Job]
        package let destination: String

        package var jobs: [Job] { [job] + others }
    }

    /// Why a job cannot wait here, and when it may come again.
    package struct Refusal: Sendable, Hashable {
        package enum Cause: Sendable {
            /// The destination takes nothing now.
            case resting
            /// Too many wait for it.
            case full
        }

        package let cause: Cause
        package let until: Duration
        package let reason: String
    }

    /// A job that waited here and no longer can.
    package struct Deferral: Sendable {
        package let job: Job
        package let refusal: Refusal
    }

    let limits: DestinationLimits
    /// Whether one message can say what two jobs have to say.
    let joins: @Sendable (Job, Job) -> Bool
    var destinations: [Destination<Job>] = []
    var places: [String: Int] = [:]
    private var freePlaces: [Int] = []
    /// Those that may start a job and have none under way; they come before the others.
    private var idleRing = FIFO<Int>()
    private var busyRing = FIFO<Int>()
    /// Those with jobs that wait for the end of a pause or gap.
    private var waiting: [Int] = []
    private var isHeld = false

    /// Attempts under way.
    package private(set) var inFlight = 0
    /// Jobs that wait here, and those admitted.
    package internal(set) var queued = 0
    /// When `next` has something to do although nothing happened.
    package private(set) var wakeAt: Duration?

    package init(
        limits: DestinationLimits = DestinationLimits(),
        joins: @escaping @Sendable (Job, Job) -> Bool = { _, _ in false }
    ) {
        self.limits = limits
        self.joins = joins
    }

    /// Adds an admitted job; the refusal says why it cannot wait here after all.
    package mutating func submit(
        _ job: Job, to name: String, isRetry: Bool, now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Refusal? {
        let place = place(of: name)
        if destinations[place].expected > 0 {
            destinations[place].expected -= 1
            queued -= 1
        }
        // It may have died since the job was admitted.
        if let refusal = refusalOfCondition(at: place, now: now, using: &generator) {
            return refusal
        }
        if isRetry {
            destinations[place].again.append(job)
        } else {
            destinations[place].first.append(job)
        }
        queued += 1
        line(up: place, now: now)
        return nil
    }

    /// The least time between two starts with a destination; none unless set.
    package mutating func setGap(_ gap: Duration, for name: String) {
        destinations[place(of: name)].gap = gap
    }

    /// Starts nothing until `release`.
    package mutating func hold() { isHeld = true }

    package mutating func release() { isHeld = false }

    /// Forgets every job that waits; those under way stay.
    package mutating func removeAllWaiting() {
        for place in destinations.indices {
            queued -= destinations[place].queued
            _ = destinations[place].takeAll()
        }
    }

    /// The jobs to attempt now.
    package mutating func next(now: Duration) -> [Start] {
        if let wakeAt, wakeAt <= now { rouse(now: now) }
        guard !isHeld else { return [] }
        var starts: [Start] = []
        while inFlight < limits.inFlight, let place = idleRing.popFirst() {
            destinations[place].isInIdleRing = false
            start(at: place, now: now, &starts)
        }
        while inFlight < limits.inFlight - limits.reserved, let place = busyRing.popFirst() {
            destinations[place].isInBusyRing = false
            start(at: place, now: now, &starts)
        }
        return starts
    }

    private mutating func start(at place: Int, now: Duration, _ starts: inout [Start]) {
        guard mayStart(at: place, now: now), let (job, others) = takeNext(at: place, now: now)
        else {
            return
        }
        if case .dead = destinations[place].condition { destinations[place].condition = .probing }
        queued -= 1 + others.count
        inFlight += 1
        destinations[place].inFlight += 1
        starts.append(Start(job: job, others: others, destination: destinations[place].name))
        line(up: place, now: now)
    }

    /// An attempt has ended: takes its slot back, without a judgement.
    mutating func vacate(at place: Int) {
        inFlight -= 1
        destinations[place].inFlight -= 1
    }

    private func mayStart(at place: Int, now: Duration) -> Bool {
        let destination = destinations[place]
        guard destination.queued > 0, destination.nextStart <= now else { return false }
        switch destination.condition {
        case .open: return destination.inFlight < destination.width
        case .paused(let until): return until <= now && destination.inFlight < destination.width
        case .dead(let until): return until <= now && destination.inFlight == 0
        case .probing: return false
        }
    }

    /// Puts a destination where its next job is found when it may start.
    mutating func line(up place: Int, now: Duration) {
        guard destinations[place].queued > 0 else { return }
        if let time = waitingTime(at: place), time > now {
            wait(at: place, until: time)
        } else if mayStart(at: place, now: now) {
            if destinations[place].inFlight == 0 {
                guard !destinations[place].isInIdleRing else { return }
                destinations[place].isInIdleRing = true
                idleRing.append(place)
            } else {
                guard !destinations[place].isInBusyRing else { return }
                destinations[place].isInBusyRing = true
                busyRing.append(place)
            }
        }
    }

    /// The time that a destination's jobs wait for, where it is time that they wait for.
    private func waitingTime(at place: Int) -> Duration? {
        let destination = destinations[place]
        switch destination.condition {
        case .open: return destination.nextStart
        case .paused(let until), .dead(let until): return max(until, destination.nextStart)
        case .probing: return nil
        }
    }

    private mutating func wait(at place: Int, until time: Duration) {
        wakeAt = min(wakeAt ?? time, time)
        guard !destinations[place].isWaiting else { return }
        destinations[place].isWaiting = true
        waiting.append(place)
    }

    private mutating func rouse(now: Duration) {
        let roused = waiting
        waiting = []
        wakeAt = nil
        for place in roused {
            destinations[place].isWaiting = false
            line(up: place, now: now)
        }
    }

    mutating func place(of name: String) -> Int {
        if let place = places[name] { return place }
        if places.count >= limits.remembered { forgetIdle() }
        let destination = Destination<Job>(name: name, limits: limits)
        if let place = freePlaces.popLast() {
            destinations[place] = destination
            places[name] = place
            return place
        }
        destinations.append(destination)
        places[name] = destinations.count - 1
        return destinations.count - 1
    }

    /// Forgets destinations that nothing is sent to, the healthy ones first.
    private mutating func forgetIdle() {
        for keepsFailing in [true, false] where places.count >= limits.remembered {
            for (name, place) in places {
                let destination = destinations[place]
                guard destination.isIdle, !destination.isInIdleRing, !destination.isInBusyRing,
                    !(keepsFailing && destination.failingSince != nil)
                else { continue }
                places[name] = nil
                destinations[place] = Destination(name: "", limits: limits)
                freePlaces.append(place)
            }
        }
    }
}
