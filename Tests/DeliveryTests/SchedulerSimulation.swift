import Delivery
import Domain
import TestKit
import Testing

/// Destinations of every kind in simulated time: the scheduler's rules are checked at each step.
struct SchedulerSimulation {
    enum Manner: CaseIterable {
        /// Answers within milliseconds.
        case good
        /// Takes seconds.
        case slow
        /// Does not answer for the first half hour, and notices after seconds.
        case dead
        /// Refuses connections at once for the first half hour.
        case refusing
        /// Answers 429 and asks for a pause beyond a number of attempts a second.
        case limiting
        /// Answers, and is used no more often than a rate allows; what waits goes out together.
        case bounded
        /// Answers, but every third attempt with a server error or not at all.
        case flaky
    }

    private enum Happening {
        case offer(job: Int)
        case end(jobs: [Int], DestinationFeedback)
        case wake
    }

    struct Record {
        let manner: Manner
        let destination: String
        let offeredAt: Duration
        var isRetry = false
        var startedAt: Duration?
        var isUnderWay = false
        var isDone = false
        var attempts = 0
    }

    private var harness: SchedulerHarness
    private var dice: SeededGenerator
    private let limits: DestinationLimits
    private var calendar = Calendar()
    private(set) var records: [Record] = []
    private var underWay: [String: Int] = [:]
    private var recentStarts: [String: [Duration]] = [:]
    private var plannedWake: Duration?
    private(set) var now = Duration.zero
    private(set) var probes = 0
    private(set) var attemptsOfDead = 0
    private var starts: [String: [Duration]] = [:]
    private(set) var gathered = 0

    static let deadUntil = Duration.seconds(1800)
    static let rate = SendingRate(5, per: .seconds(2))

    init(seed: UInt64, limits change: (inout DestinationLimits) -> Void = { _ in }) {
        harness = SchedulerHarness(change)
        limits = harness.limits
        dice = SeededGenerator(seed: seed)
    }

    /// Plans jobs for a destination, spread over a time.
    mutating func plan(_ count: Int, _ manner: Manner, _ name: String, over time: Duration) {
        if manner == .bounded {
            harness.scheduler.limit(name, SendingLimits(rate: .atMost(Self.rate)), now: now)
        }
        for _ in 0..<count {
            let at = time * Double.random(in: 0..<1, using: &dice)
            records.append(Record(manner: manner, destination: name, offeredAt: at))
            calendar.add(.offer(job: records.count - 1), at: at)
        }
    }

    /// Runs until nothing happens any more.
    mutating func run() {
        var steps = 0
        while let (time, happening) = calendar.next() {
            steps += 1
            guard steps < 5_000_000 else {
                Issue.record("it does not come to an end")
                return
            }
            now = time
            harness.now = time
            switch happening {
            case .offer(let job): offer(job)
            case .end(let jobs, let feedback): end(jobs, feedback)
            case .wake: break
            }
            let starts = harness.start()
            for start in starts { begin(start.jobs) }
            if let wakeAt = harness.scheduler.wakeAt, wakeAt != plannedWake {
                check(wakeAt > now, "it asks to be woken in the past")
                plannedWake = wakeAt
                calendar.add(.wake, at: wakeAt)
            }
            checkBounds()
        }
    }

    private mutating func offer(_ job: Int) {
        check(!records[job].isUnderWay && !records[job].isDone, "a job is in two places")
        harness.refused = []
        if !harness.offer(
            job: job, to: records[job].destination, isRetry: records[job].isRetry)
        {
            deferJob(job, harness.refused[0].refusal.until)
        }
    }

    private mutating func deferJob(_ job: Int, _ until: Duration) {
        check(until > now, "a refusal ends in the past")
        check(
            ![.good, .bounded].contains(records[job].manner),
            "a healthy destination's job was deferred")
        calendar.add(.offer(job: job), at: until)
    }

    private mutating func begin(_ jobs: [Int]) {
        let job = jobs[0]
        let name = records[job].destination
        for job in jobs {
            check(
                !records[job].isUnderWay && !records[job].isDone, "a job is attempted twice at once"
            )
            check(records[job].destination == name, "two destinations are mixed up")
            records[job].isUnderWay = true
            records[job].attempts += 1
            records[job].startedAt = records[job].startedAt ?? now
        }
        checkRate(of: records[job].manner, name, jobs.count)
        underWay[name, default: 0] += 1
        let isFailing = harness.scheduler.failing(now: now).contains {
            $0.destination == name && $0.since != nil
        }
        if isFailing {
            probes += 1
            check(underWay[name] == 1, "more than one probe is under way")
        }
        let (feedback, took) = behave(records[job].manner, name)
        calendar.add(.end(jobs: jobs, feedback), at: now + took)
    }

    /// In no stretch of the rate's time more may have begun, and only what waits for it goes out together.
    private mutating func checkRate(of manner: Manner, _ name: String, _ count: Int) {
        guard manner == .bounded else {
            return check(count == 1, "jobs go out together that no limit holds back")
        }
        gathered += count - 1
        check(count <= limits.digest, "too many jobs go out together")
        var recent = starts[name, default: []]
        if recent.count == Self.rate.count {
            check(
                now - recent.removeFirst() >= Self.rate.period, "more go out than the rate allows")
        }
        starts[name] = recent + [now]
    }

    private mutating func end(_ jobs: [Int], _ feedback: DestinationFeedback) {
        let name = records[jobs[0]].destination
        underWay[name, default: 0] -= 1
        let consequence = harness.finish(name, feedback, jobs: jobs.count)
        for deferral in consequence.handedBack { deferJob(deferral.job, deferral.refusal.until) }
        for job in jobs { end(job, feedback) }
    }

    private mutating func end(_ job: Int, _ feedback: DestinationFeedback) {
        records[job].isUnderWay = false
        if case .answered = feedback {
            records[job].isDone = true
        } else {
            records[job].isRetry = true
            let delay = Duration.seconds(5) * Double.random(in: 1..<2, using: &dice)
            calendar.add(.offer(job: job), at: now + delay)
        }
    }

    private mutating func behave(
        _ manner: Manner, _ name: String
    ) -> (DestinationFeedback, Duration) {
        let milliseconds = Int.random(in: 5...20, using: &dice)
        switch manner {
        case .good, .bounded: return (.answered, .milliseconds(milliseconds))
        case .slow: return (.answered, .milliseconds(milliseconds * 200))
        case .dead, .refusing:
            attemptsOfDead += now < Self.deadUntil ? 1 : 0
            guard now < Self.deadUntil else { return (.answered, .milliseconds(milliseconds)) }
            return (
                .unreachable(reason: "nobody is there"),
                manner == .dead ? .seconds(20) : .milliseconds(1)
            )
        case .limiting:
            let recent = recentStarts[name, default: []].filter { now - $0 < .seconds(1) } + [now]
            recentStarts[name] = recent
            return recent.count > 20
                ? (.declined(pause: .seconds(5), reason: "429"), .milliseconds(milliseconds))
                : (.answered, .milliseconds(milliseconds))
        case .flaky:
            switch Int.random(in: 0..<9, using: &dice) {
            case 0: return (.unreachable(reason: "reset"), .milliseconds(milliseconds))
            case 1, 2: return (.declined(pause: nil, reason: "500"), .milliseconds(milliseconds))
            default: return (.answered, .milliseconds(milliseconds))
            }
        }
    }

    /// `#expect` would be most of the time that a million steps take.
    private func check(_ holds: Bool, _ otherwise: Comment) {
        if !holds { Issue.record(otherwise) }
    }

    private func checkBounds() {
        let total = underWay.values.reduce(0, +)
        check(total == harness.scheduler.inFlight, "attempts under way are miscounted")
        check(total <= limits.inFlight, "too many attempts are under way")
        check(harness.scheduler.queued <= limits.queued, "too many jobs are in memory")
        let widest = underWay.values.max() ?? 0
        check(widest <= limits.widestWindow, "a window is too wide")
    }

    /// What is to happen, in the order of time.
    private struct Calendar {
        private var heap: [(time: Duration, order: Int, happening: Happening)] = []
        private var order = 0

        mutating func add(_ happening: Happening, at time: Duration) {
            order += 1
            heap.append((time, order, happening))
            var child = heap.count - 1
            while child > 0, isBefore(child, (child - 1) / 2) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        mutating func next() -> (Duration, Happening)? {
            guard let first = heap.first else { return nil }
            heap.swapAt(0, heap.count - 1)
            heap.removeLast()
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && isBefore(child, least) { least = child }
                if least == parent { return (first.time, first.happening) }
                heap.swapAt(parent, least)
                parent = least
            }
        }

        private func isBefore(_ left: Int, _ right: Int) -> Bool {
            (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
        }
    }
}
