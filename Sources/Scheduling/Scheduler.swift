package import Domain
import Formats
package import Persistence
package import Platform

/// Knows when each schedule is due next, creates the runs that are due, and hands them over.
///
/// One alarm is set to the earliest start of all; between two of them nothing happens here.
package actor Scheduler {
    /// What the scheduler tells the rest of the program.
    package struct Listeners: Sendable {
        /// Runs and skips that were just committed, before the runs are started.
        let created: @Sendable (DueResult) async -> Void
        /// The wall clock was set, or the machine was suspended.
        let clockWasSet: @Sendable () async -> Void

        package init(
            created: @escaping @Sendable (DueResult) async -> Void,
            clockWasSet: @escaping @Sendable () async -> Void
        ) {
            self.created = created
            self.clockWasSet = clockWasSet
        }
    }

    let store: Store
    let clock: any WallClock
    let starter: any RunStarter
    let listeners: Listeners
    let zones: any ZoneSource
    let boot: String
    let userName: @Sendable (Owner) -> String
    let log: Log
    private let alarm: any Alarm

    var agenda = Agenda()
    var timetables: Timetables
    /// Those whose zone or expression cannot be used as things are.
    var unusable: [Int64: Schedule] = [:]
    private var isLoaded = false
    /// Whether this start of the service is noted.
    var isStartNoted = false
    /// Whether the machine was started, and that is not acted upon yet.
    var isBootDue = false
    var clockWatch: ClockWatch
    /// What is to be recorded yet.
    var interruptions: [Interruption] = []
    /// Whether accounts may lie ahead of the clock: it was set, also while nobody was here to see it.
    var clockIsSuspect = true
    /// When the store, which could not take what was due, is tried again.
    var retryAt: Timestamp?
    private var generator = SystemRandomNumberGenerator()

    /// - Parameters:
    ///   - boot: names the start of the machine.
    ///   - userName: what a user is called in a message.
    package init(
        store: Store, clock: any WallClock, alarm: any Alarm, zones: any ZoneSource,
        starter: any RunStarter, boot: String, listeners: Listeners,
        userName: @escaping @Sendable (Owner) -> String = Scheduler.systemName, log: Log
    ) {
        self.store = store
        self.clock = clock
        self.alarm = alarm
        self.zones = zones
        self.starter = starter
        self.boot = boot
        self.listeners = listeners
        self.userName = userName
        self.log = log
        timetables = Timetables(zones)
        clockWatch = ClockWatch(clock.reading())
    }

    /// The name of an account, or its number where it has none.
    package static let systemName: @Sendable (Owner) -> String = { owner in
        SystemUser(uid: owner.uid)?.name ?? "user \(owner.uid)"
    }

    /// Reads the schedules there are, so that questions about them have answers.
    package func load() async throws {
        guard !isLoaded else { return }
        for schedule in try await store.schedules() { place(schedule) }
        isLoaded = true
        do throws(StoreError) { try await noteStart() } catch { putOff(error) }
    }

    /// Schedules until it is cancelled.
    package func run() async throws {
        try await load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.watchZones() }
            group.addTask { try await self.followAlarm() }
            try await group.waitForAll()
        }
    }

    private func followAlarm() async throws {
        while true {
            try await tick()
            await noticeClock(try await alarm.ring())
        }
    }

    /// Takes up a schedule that was created or changed.
    package func changed(_ schedule: Schedule) {
        place(schedule)
        setAlarm()
    }

    /// Lets go of a schedule that was deleted.
    package func removed(_ id: Int64) {
        forget(id)
        setAlarm()
    }

    func forget(_ id: Int64) {
        agenda.remove(id)
        unusable[id] = nil
    }

    /// Takes up a schedule as the store has it, unless a later state of it is known already.
    func place(_ schedule: Schedule, isCorrected: Bool = false) {
        var schedule = schedule
        let known = agenda[schedule.id]
        if let known = known?.schedule {
            guard known.revision <= schedule.revision else { return }
            if !isCorrected {
                if known.revision == schedule.revision {
                    schedule.accountedUntil = max(known.accountedUntil, schedule.accountedUntil)
                }
                // Of its runs we are told, and what was read from the store may be older.
                schedule.idleSince = known.idleSince
            }
        }
        do throws(UnusableTimetable) {
            var entry = try timetables.entry(of: schedule)
            if let known { entry.underWay = known.underWay }
            unusable[schedule.id] = nil
            agenda.place(entry)
        } catch {
            // It was right when it was applied: the system's zone data has changed since.
            agenda.remove(schedule.id)
            unusable[schedule.id] = schedule
            log.error("schedule \(schedule.key) cannot run: \(error.message); apply it anew")
        }
    }

    func setAlarm() {
        let next = agenda.next() ?? SchedulingLimits.never
        guard let retryAt else { return alarm.set(to: next) }
        alarm.set(to: isPutOff ? retryAt : max(next, retryAt))
    }

    /// Whether there is something to record, beside what is due, that the store could not take.
    private var isPutOff: Bool {
        !isStartNoted || isBootDue || !interruptions.isEmpty || clockIsSuspect
    }

    /// Records and hands over everything that is due now.
    private func tick() async throws {
        defer { setAlarm() }
        if let retryAt, clock.now < retryAt { return }
        do throws(StoreError) {
            if !isStartNoted { try await noteStart() }
            try await recordInterruptions()
            if clockIsSuspect { try await correctAccounts() }
        } catch {
            return putOff(error)
        }
        if isBootDue {
            guard try await startBootRuns() else { return }
        }
        while let next = agenda.next(), next <= clock.now {
            let launcher = try await starter.launcherInstance()
            guard await startDue(launcher) else { return }
        }
        retryAt = nil
    }

    func putOff(_ error: StoreError) {
        if retryAt == nil {
            log.error(
                "what is due cannot be recorded, and is tried again every "
                    + "\(SchedulingLimits.retryDelay.text): \(error)", .storeTrouble)
        }
        retryAt = clock.now + SchedulingLimits.retryDelay
    }

    func newUID(at now: Timestamp) -> UID { UID(now: now, using: &generator) }
}
