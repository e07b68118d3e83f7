import Domain
import Formats
import Persistence
import Supervision

/// The waiting room in its plainest form: it looks at everything, every time.
struct PlainRoom {
    struct Entry {
        var startable: StartableRun
        let order: Int
        var isActive = false
        var keepsPlace = false
        var delayedUntil: Timestamp?
        var run: Run { startable.run }
        var policies: Policies { startable.definition.policies }
        var lane: Int {
            run.trigger == .backfill ? 2 : run.trigger == .catchUp ? 1 : 0
        }
    }

    struct Turns {
        var schedules: [Int64: Int] = [:]
        var users: [Owner: Int] = [:]
    }

    let limits: ActiveLimits
    var entries: [UID: Entry] = [:]
    private var turns = [Turns(), Turns(), Turns()]
    private var last = 0

    init(limits: ActiveLimits) { self.limits = limits }

    private mutating func tick() -> Int {
        last += 1
        return last
    }

    private func lined(_ lane: Int, _ isMet: (Run) -> Bool = { _ in true }) -> [Entry] {
        entries.values.filter {
            !$0.isActive && $0.delayedUntil == nil && $0.lane == lane && isMet($0.run)
        }
    }

    mutating func wait(_ startable: StartableRun) {
        let known = entries[startable.run.uid]
        remove(startable.run.uid)
        var entry = Entry(startable: startable, order: known?.order ?? tick())
        entry.keepsPlace = startable.run.attempt > 1 && startable.run.trigger != .backfill
        entry.delayedUntil = startable.run.startAfter
        entries[startable.run.uid] = entry
        if entry.delayedUntil == nil { lineUp(entry) }
    }

    private mutating func lineUp(_ entry: Entry) {
        let run = entry.run
        if turns[entry.lane].schedules[run.scheduleID] == nil {
            turns[entry.lane].schedules[run.scheduleID] = tick()
            if turns[entry.lane].users[run.owner] == nil {
                turns[entry.lane].users[run.owner] = tick()
            }
        }
    }

    mutating func wake(at now: Timestamp) {
        let delayed = entries.values.compactMap { entry in
            entry.delayedUntil.map { (entry: entry, instant: $0) }
        }
        for (entry, instant) in delayed.sorted(by: { $0.instant < $1.instant })
        where instant <= now {
            entries[entry.run.uid]?.delayedUntil = nil
            lineUp(entry)
        }
    }

    mutating func remove(_ uid: UID) {
        guard let entry = entries.removeValue(forKey: uid) else { return }
        forget(entry)
    }

    private mutating func forget(_ entry: Entry) {
        let run = entry.run
        guard !entry.isActive, entry.delayedUntil == nil,
            lined(entry.lane, { $0.scheduleID == run.scheduleID }).isEmpty
        else { return }
        turns[entry.lane].schedules[run.scheduleID] = nil
        if lined(entry.lane, { $0.owner == run.owner }).isEmpty {
            turns[entry.lane].users[run.owner] = nil
        }
    }

    private func active(_ isMet: (Run) -> Bool) -> Int {
        entries.values.count { $0.isActive && isMet($0.run) }
    }

    func hasRoom(_ entry: Entry) -> Bool {
        let run = entry.run
        let ofSchedule = entries.values.count {
            $0.run.scheduleID == run.scheduleID && ($0.isActive || $0.keepsPlace)
        }
        return active { _ in true } < limits.all
            && limits.perUser.map { limit in active { $0.owner == run.owner } < limit } ?? true
            && limits.perProject.map { limit in
                active { $0.key.project == run.key.project } < limit
            } ?? true
            && (entry.lane == 0
                || active { $0.trigger == .catchUp || $0.trigger == .backfill } < limits.catchUps)
            && (entry.keepsPlace || entry.policies.overlap == .allow
                || ofSchedule < entry.policies.maxActive)
    }

    /// The runs that may start now, of the first lane in which any may, with whose turn it is first.
    func admissible() -> [Run] {
        for lane in 0..<3 {
            let heads = Dictionary(grouping: lined(lane)) { $0.run.scheduleID }.values.compactMap {
                $0.min { ($0.keepsPlace ? 0 : 1, $0.order) < ($1.keepsPlace ? 0 : 1, $1.order) }
            }
            let free = heads.filter(hasRoom).sorted { left, right in
                func turn(_ run: Run) -> (Int, Int) {
                    (turns[lane].users[run.owner] ?? 0, turns[lane].schedules[run.scheduleID] ?? 0)
                }
                return turn(left.run) < turn(right.run)
            }
            if !free.isEmpty { return free.map(\.run) }
        }
        return []
    }

    mutating func activate(_ uid: UID) {
        guard let entry = entries[uid] else { return }
        entries[uid]?.isActive = true
        entries[uid]?.keepsPlace = false
        turns[entry.lane].schedules[entry.run.scheduleID] = tick()
        turns[entry.lane].users[entry.run.owner] = tick()
        forget(entry)
    }
}
