package import Domain
package import Formats
package import Persistence

/// The runs that have not ended: who is active, who waits, and whose turn it is.
///
/// Of those that wait for their turn, what is due goes before what makes up for missed occurrences, and
/// that before backfills.
package struct WaitingRoom: Sendable {
    private enum Presence: Hashable, Sendable { case waiting, delayed, active }

    private struct Entry: Sendable {
        var startable: StartableRun
        /// Runs of a schedule are started in this order.
        let order: Int
        var presence: Presence
        /// Whether it has its schedule's place between two attempts.
        var keepsPlace = false
        /// What it waits for.
        var obstacle: String?
    }

    private var counts: ActiveCounts
    private var entries: [UID: Entry] = [:]
    private var schedules: [Int64: Set<UID>] = [:]
    private var lanes = [WaitingLane(), WaitingLane(), WaitingLane()]
    private var delayed = PriorityQueue<UID, Timestamp>()
    private var lastOrder = 0
    /// How many are with the launcher, or on their way to it.
    package private(set) var activeCount = 0

    package init(limits: ActiveLimits) { counts = ActiveCounts(limits: limits) }

    package var limits: ActiveLimits { counts.limits }

    /// Lets other limits count: who waits lines up anew, in the same order.
    package mutating func change(limits: ActiveLimits) {
        let before = entries.values.sorted { $0.order < $1.order }
        var room = WaitingRoom(limits: limits)
        for entry in before {
            room.lastOrder = entry.order - 1
            switch entry.presence {
            case .active: room.activate(entry.startable)
            case .waiting: room.wait(entry.startable, until: nil)
            case .delayed:
                room.wait(entry.startable, until: delayed.key(of: entry.startable.run.uid))
            }
        }
        room.lastOrder = lastOrder
        self = room
        for entry in before { explain(entry.startable.run.uid) }
    }

    /// How many have not ended.
    package var count: Int { entries.count }
    /// How many wait for their turn or for their next attempt.
    package var waitingCount: Int { entries.count - activeCount }
    /// When the first of those that are tried again may start.
    package var nextWake: Timestamp? { delayed.first?.key }

    /// The run as it was when it came.
    package subscript(_ uid: UID) -> StartableRun? { entries[uid]?.startable }

    /// Whether the run waits for its turn or for its next attempt.
    package func isWaiting(_ uid: UID) -> Bool {
        entries[uid].map { $0.presence != .active } ?? false
    }

    /// What the run waits for, in words for people.
    package func obstacle(of uid: UID) -> String? { entries[uid]?.obstacle }

    /// The runs of a schedule that came before a run, in their order.
    package func runs(before uid: UID) -> [StartableRun] {
        guard let entry = entries[uid] else { return [] }
        return (schedules[entry.startable.run.scheduleID] ?? []).compactMap { entries[$0] }
            .filter { $0.order < entry.order }.sorted { $0.order < $1.order }.map(\.startable)
    }

    /// Lets a run wait for its next attempt, or for its turn.
    ///
    /// A run that was active until now keeps its order, and its schedule's place too.
    package mutating func wait(_ startable: StartableRun) {
        wait(startable, until: startable.run.startAfter)
    }

    private mutating func wait(_ startable: StartableRun, until instant: Timestamp?) {
        let run = startable.run
        let known = entries[run.uid]
        if known != nil { remove(run.uid) }
        var entry = Entry(
            startable: startable, order: known?.order ?? nextOrder(), presence: .waiting)
        // The store's account of what is active is the same: past occurrences that wait hold nobody up.
        if run.attempt > 1, run.trigger != .backfill {
            entry.keepsPlace = true
            counts.takePlace(in: run.scheduleID)
        }
        insert(entry)
        if let instant {
            entries[run.uid]?.presence = .delayed
            delayed.set(run.uid, to: instant)
        } else {
            line(up: run.uid)
        }
    }

    /// Counts a run that is with the launcher.
    package mutating func activate(_ startable: StartableRun) {
        let known = entries[startable.run.uid]
        if known != nil { remove(startable.run.uid) }
        insert(
            Entry(
                startable: startable, order: known?.order ?? nextOrder(), presence: .active))
        activeCount += 1
        counts.add(startable.run)
        counts.takePlace(in: startable.run.scheduleID)
    }

    /// A run has ended.
    package mutating func remove(_ uid: UID) {
        guard let entry = entries.removeValue(forKey: uid) else { return }
        let run = entry.startable.run
        schedules[run.scheduleID]?.remove(uid)
        if schedules[run.scheduleID]?.isEmpty == true { schedules[run.scheduleID] = nil }
        switch entry.presence {
        case .waiting: lanes[run.lane].leave(run)
        case .delayed: delayed.remove(uid)
        case .active:
            activeCount -= 1
            counts.remove(run)
        }
        if entry.presence == .active || entry.keepsPlace {
            counts.freePlace(in: run.scheduleID)
        }
        for lane in lanes.indices {
            lanes[lane].reconsider(schedule: run.scheduleID)
            guard entry.presence == .active else { continue }
            lanes[lane].reconsider(user: run.owner)
            lanes[lane].reconsider(project: run.key.project)
        }
    }

    /// Notes for which launcher a waiting run is.
    package mutating func assign(_ uid: UID, to launcher: String?) {
        entries[uid]?.startable.run.launcher = launcher
    }

    private mutating func nextOrder() -> Int {
        lastOrder += 1
        return lastOrder
    }

    private mutating func insert(_ entry: Entry) {
        entries[entry.startable.run.uid] = entry
        schedules[entry.startable.run.scheduleID, default: []].insert(entry.startable.run.uid)
    }

    private mutating func line(up uid: UID) {
        guard let entry = entries[uid] else { return }
        let (run, policies) = (entry.startable.run, entry.startable.definition.policies)
        entries[uid]?.presence = .waiting
        lanes[run.lane].enter(
            run, project: counts.limits.perProject == nil ? nil : run.key.project,
            at: WaitingLane.Place(
                isKept: entry.keepsPlace, order: entry.order,
                limit: policies.overlap == .allow ? nil : policies.maxActive))
    }

    /// Lets those line up whose next attempt may start.
    package mutating func wake(at now: Timestamp) {
        while let next = delayed.first, next.key <= now {
            delayed.remove(next.id)
            line(up: next.id)
        }
    }

    /// Brings attempts nearer that a clock which was set back has moved beyond their longest delay.
    package mutating func clockChanged(now: Timestamp) {
        for uid in Array(delayed.ids) {
            guard let policies = entries[uid]?.startable.definition.policies,
                let instant = delayed.key(of: uid)
            else { continue }
            delayed.set(uid, to: min(instant, now + policies.retry.longestDelay))
        }
    }

    /// The next run whose turn has come, which is active from now on; nil when nobody's has.
    package mutating func admit() -> StartableRun? {
        for lane in lanes.indices {
            if counts.isFull || lane > 0 && counts.hasCatchUps { return nil }
            guard let uid = lanes[lane].next(counts), let entry = entries[uid] else { continue }
            let run = entry.startable.run
            if !entry.keepsPlace { counts.takePlace(in: run.scheduleID) }
            counts.add(run)
            entries[uid]?.presence = .active
            entries[uid]?.keepsPlace = false
            activeCount += 1
            lanes[lane].take(run)
            return entry.startable
        }
        return nil
    }

    /// Notes what keeps a run waiting that was not admitted.
    package mutating func explain(_ uid: UID) {
        guard let entry = entries[uid], entry.presence == .waiting else { return }
        entries[uid]?.obstacle = counts.obstacle(
            of: entry.startable.run, policies: entry.startable.definition.policies)
    }
}

extension Run {
    /// Which of the lanes it waits in.
    fileprivate var lane: Int {
        switch trigger {
        case .schedule, .boot, .manual, .local: 0
        case .catchUp: 1
        case .backfill: 2
        }
    }
}
