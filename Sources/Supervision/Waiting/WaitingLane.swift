import Domain

/// Runs of one kind that wait for their turn: users in turn, of a user schedules in turn, of a
/// schedule the first.
///
/// Whoever is found to have no room is set aside, and comes back with his old turn when there may be.
struct WaitingLane: Sendable {
    /// Where a run stands in its schedule.
    struct Place: Comparable, Sendable {
        /// Whether it has kept its place since its last attempt, and so needs none.
        let isKept: Bool
        let order: Int
        /// How many of the schedule may be active; nil is without limit.
        let limit: Int64?

        static func < (left: Place, right: Place) -> Bool {
            left.isKept == right.isKept ? left.order < right.order : left.isKept
        }
    }

    /// A user's schedules in one project.
    private struct Group: Hashable, Sendable {
        let user: Owner
        /// Nil where projects have no limit.
        let project: Name?
    }

    private struct Line: Sendable {
        let group: Group
        var turn: Int
        var runs = PriorityQueue<UID, Place>()
    }

    private struct Member: Sendable {
        var turn: Int
        var lines = 0
        /// The projects in which a schedule may have room.
        var projects = PriorityQueue<Name?, Int>()
    }

    private var lines: [Int64: Line] = [:]
    private var members: [Owner: Member] = [:]
    /// The schedules that may have room.
    private var ready: [Group: PriorityQueue<Int64, Int>] = [:]
    /// The users that may have room.
    private var users = PriorityQueue<Owner, Int>()
    /// The users that wait until fewer of a project are active.
    private var aside: [Name: PriorityQueue<Owner, Int>] = [:]
    /// The projects of which fewer are active since.
    private var reopened = PriorityQueue<Name, Int>()
    private var lastTurn = 0

    private mutating func newTurn() -> Int {
        lastTurn += 1
        return lastTurn
    }

    /// - Parameter project: nil where projects have no limit.
    mutating func enter(_ run: Run, project: Name?, at place: Place) {
        if lines[run.scheduleID] == nil {
            let group = Group(user: run.owner, project: project)
            let (turn, userTurn) = (newTurn(), newTurn())
            lines[run.scheduleID] = Line(group: group, turn: turn)
            if members[run.owner] == nil { members[run.owner] = Member(turn: userTurn) }
            members[run.owner]?.lines += 1
        }
        lines[run.scheduleID]?.runs.set(run.uid, to: place)
        reconsider(schedule: run.scheduleID)
    }

    /// A run is gone, whether its turn has come or not.
    mutating func leave(_ run: Run) {
        lines[run.scheduleID]?.runs.remove(run.uid)
        guard let line = lines[run.scheduleID], line.runs.isEmpty else { return }
        lines[run.scheduleID] = nil
        setAside(schedule: run.scheduleID, of: line.group)
        members[line.group.user]?.lines -= 1
        if members[line.group.user]?.lines == 0 {
            members[line.group.user] = nil
            users.remove(line.group.user)
        }
    }

    /// A run's turn has come: it leaves, and its schedule and user go behind the others.
    mutating func take(_ run: Run) {
        if let line = lines[run.scheduleID] {
            let (turn, userTurn) = (newTurn(), newTurn())
            lines[run.scheduleID]?.turn = turn
            members[line.group.user]?.turn = userTurn
            if users.key(of: line.group.user) != nil { users.set(line.group.user, to: userTurn) }
            setAside(schedule: run.scheduleID, of: line.group)
        }
        leave(run)
        reconsider(schedule: run.scheduleID)
    }

    /// The schedule may have room again.
    mutating func reconsider(schedule: Int64) {
        guard let line = lines[schedule] else { return }
        ready[line.group, default: PriorityQueue()].set(schedule, to: line.turn)
        reconsider(line.group)
    }

    /// The user may have room again.
    mutating func reconsider(user: Owner) {
        if let member = members[user] { users.set(user, to: member.turn) }
    }

    /// The project may have room again.
    mutating func reconsider(project: Name) {
        if aside[project] != nil { reopened.set(project, to: newTurn()) }
    }

    private mutating func reconsider(_ group: Group) {
        guard let next = ready[group]?.first else { return }
        members[group.user]?.projects.set(group.project, to: next.key)
        reconsider(user: group.user)
    }

    /// The run whose turn has come, which stays until it is taken.
    mutating func next(_ counts: ActiveCounts) -> UID? {
        readmit(counts)
        while true {
            guard let user = users.first?.id else {
                guard readmit(counts) else { return nil }
                continue
            }
            guard !counts.isFull(user: user), let first = members[user]?.projects.first else {
                users.remove(user)
                continue
            }
            let project = first.id
            let group = Group(user: user, project: project)
            if let project, counts.isFull(project: project) {
                members[user]?.projects.remove(project)
                aside[project, default: PriorityQueue()].set(user, to: members[user]?.turn ?? 0)
                continue
            }
            guard let schedule = ready[group]?.first?.id, let run = lines[schedule]?.runs.first
            else {
                members[user]?.projects.remove(project)
                continue
            }
            let limit = run.key.isKept ? nil : run.key.limit
            if let limit, counts.schedules[schedule, default: 0] >= limit {
                setAside(schedule: schedule, of: group)
                continue
            }
            return run.id
        }
    }

    private mutating func setAside(schedule: Int64, of group: Group) {
        ready[group]?.remove(schedule)
        guard let next = ready[group]?.first else {
            ready[group] = nil
            members[group.user]?.projects.remove(group.project)
            return
        }
        if members[group.user]?.projects.key(of: group.project) != nil {
            members[group.user]?.projects.set(group.project, to: next.key)
        }
    }

    /// Lets the first of those come back who wait for a project that has room; false when nobody does.
    ///
    /// One at a time: most of them would find it full again.
    @discardableResult
    private mutating func readmit(_ counts: ActiveCounts) -> Bool {
        while let project = reopened.first?.id {
            guard !counts.isFull(project: project), let user = aside[project]?.first else {
                reopened.remove(project)
                continue
            }
            if let turn = members[user.id]?.turn, turn != user.key {
                aside[project]?.set(user.id, to: turn)
                continue
            }
            aside[project]?.remove(user.id)
            if aside[project]?.isEmpty == true { aside[project] = nil }
            reopened.set(project, to: newTurn())
            let group = Group(user: user.id, project: project)
            guard ready[group] != nil else { continue }
            reconsider(group)
            return true
        }
        return false
    }
}
