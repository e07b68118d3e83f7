import Domain

/// How many runs are active, as each of the limits counts them.
struct ActiveCounts: Sendable {
    let limits: ActiveLimits
    private(set) var all = 0
    private(set) var catchUps = 0
    private(set) var users: [Owner: Int] = [:]
    private(set) var projects: [Name: Int] = [:]
    /// With the runs that wait for their next attempt and keep their place meanwhile.
    private(set) var schedules: [Int64: Int] = [:]

    init(limits: ActiveLimits) { self.limits = limits }

    mutating func add(_ run: Run) { change(run, by: 1) }

    mutating func remove(_ run: Run) { change(run, by: -1) }

    mutating func takePlace(in schedule: Int64) { schedules[schedule, default: 0] += 1 }

    mutating func freePlace(in schedule: Int64) { schedules.decrement(schedule) }

    private mutating func change(_ run: Run, by step: Int) {
        all += step
        if run.makesUp { catchUps += step }
        if step > 0 {
            users[run.owner, default: 0] += step
            projects[run.key.project, default: 0] += step
        } else {
            users.decrement(run.owner)
            projects.decrement(run.key.project)
        }
    }

    var isFull: Bool { all >= limits.all }
    var hasCatchUps: Bool { catchUps >= limits.catchUps }

    func isFull(user: Owner) -> Bool {
        limits.perUser.map { users[user, default: 0] >= $0 } ?? false
    }

    func isFull(project: Name?) -> Bool {
        guard let project, let limit = limits.perProject else { return false }
        return projects[project, default: 0] >= limit
    }

    /// What a run that is not started waits for, in words for people.
    func obstacle(of run: Run, policies: Policies) -> String {
        if policies.overlap != .allow,
            schedules[run.scheduleID, default: 0] >= policies.maxActive
        {
            return "earlier runs of its schedule to end"
        }
        if let limit = limits.perProject, isFull(project: run.key.project) {
            return "room among the active runs of the project \(run.key.project.text) "
                + "(at most \(limit))"
        }
        if let limit = limits.perUser, isFull(user: run.owner) {
            return "room among the active runs of its owner (at most \(limit))"
        }
        if run.makesUp, hasCatchUps {
            return "room among the active runs that make up for the past "
                + "(at most \(limits.catchUps))"
        }
        return isFull ? "room among all active runs (at most \(limits.all))" : "its turn"
    }
}

extension Run {
    /// Whether it makes up for an occurrence of the past.
    var makesUp: Bool { trigger == .catchUp || trigger == .backfill }
}

extension Dictionary where Value == Int {
    fileprivate mutating func decrement(_ key: Key) {
        let count = self[key, default: 0] - 1
        self[key] = count > 0 ? count : nil
    }
}
