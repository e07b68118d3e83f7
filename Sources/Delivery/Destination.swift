import Domain

/// What the scheduler knows of one destination.
struct Destination<Job: Sendable>: Sendable {
    enum Condition: Sendable {
        case open
        /// It asked to be left alone for a while.
        case paused(until: Duration)
        /// It does not answer; after the rest one probe is sent.
        case dead(until: Duration)
        /// The probe is under way.
        case probing
    }

    let name: String
    var condition = Condition.open
    /// Attempts that may be under way at once; a fraction is progress towards the next one.
    var window: Double
    var inFlight = 0
    /// First attempts, which go before all others.
    var first = FIFO<Job>()
    var again = FIFO<Job>()
    /// Jobs admitted that have not been submitted yet.
    var expected = 0
    /// Failures in a row, in windows full.
    var failedCohorts = 0.0
    /// Rests in a row.
    var rests = 0
    /// The first failure since it last answered.
    var failingSince: Duration?
    /// Why it fails or pauses, for people.
    var reason = ""
    /// The least time between two starts.
    var gap = Duration.zero
    var nextStart = Duration.zero
    var lastStart = Duration.zero
    /// What its rate leaves; nil where it has none.
    var bucket: TokenBucket?
    /// The most attempts under way at once, however well it answers.
    var concurrency: Int?
    /// The time from one end of an attempt to the next while others wait, a moving average.
    var pace: Duration
    var lastEnd: Duration?
    /// When everything that could not wait in memory should be through, at the present pace.
    var backlogEnd = Duration.zero
    var isInIdleRing = false
    var isInBusyRing = false
    var isWaiting = false

    init(name: String, limits: DestinationLimits) {
        self.name = name
        window = Double(limits.firstWindow)
        pace = limits.expectedPace
    }

    var queued: Int { first.count + again.count }
    var width: Int { max(1, min(Int(window), concurrency ?? .max)) }

    /// Nothing would be lost by forgetting it, but for how wide its window has grown.
    var isIdle: Bool { inFlight == 0 && queued == 0 && expected == 0 && !isWaiting }

    /// An attempt of so many jobs has ended: how long ago was the one before, where that tells something?
    mutating func measure(_ count: Int, now: Duration) {
        if let lastEnd { pace = (pace * 15 + (now - lastEnd) / max(1, count)) / 16 }
        // With nothing waiting, the next end says only when the next job came.
        lastEnd = queued > 0 ? now : nil
    }

    mutating func takeNext() -> Job? { first.popFirst() ?? again.popFirst() }

    /// Jobs that may go along with one, first attempts before others.
    mutating func take(_ count: Int, joins: (Job) -> Bool) -> [Job] {
        let scanned = count * Self.scannedPerTaken
        let taken = first.take(count, outOf: scanned, where: joins)
        return taken + again.take(count - taken.count, outOf: scanned, where: joins)
    }

    /// Jobs that are looked at for each that is wanted: a bound on the work.
    private static var scannedPerTaken: Int { 8 }

    mutating func takeAll() -> [Job] { first.removeAll() + again.removeAll() }
}
