import Domain
import Formats
import Persistence
import Platform
import Recurrence
import Scheduling
import Synchronization
import TestKit

/// A scheduler on a clock that the test moves, with a real store, and a launcher that only takes notes.
final class Bench {
    static let owner = Caller(uid: 1000, isAdministrator: false)
    /// A Monday, 2025-06-16 at 00:00 UTC.
    static let start = Timestamp(seconds: 1_750_032_000)

    /// When it was made.
    let start: Timestamp
    let folder: ScratchDirectory
    let clock: ManualClock
    let journal: Journal
    let starter: RecordingStarter
    let zones = ManualZones()
    private(set) var store: Store
    private(set) var alarm: ManualAlarm
    private(set) var scheduler: Scheduler
    private var task: Task<Void, any Error>?
    /// How often the machine was started.
    private var boots = 1

    init(
        at start: Timestamp = Bench.start, in folder: ScratchDirectory = ScratchDirectory(),
        options: StoreOptions = Bench.options
    ) throws {
        self.folder = folder
        self.start = start
        clock = ManualClock(microseconds: start.microseconds)
        journal = Journal()
        store = try Store.open(directory: folder.path, log: journal.log, options: options)
        starter = RecordingStarter(clock: clock)
        starter.store = store
        (alarm, scheduler) = Self.scheduler(store, clock, zones, starter, journal, boot: 1)
        starter.scheduler = scheduler
    }

    /// Without ballast, which takes time to write.
    static var options: StoreOptions {
        var options = StoreOptions()
        options.ballastBytes = 0
        return options
    }

    private static func scheduler(
        _ store: Store, _ clock: ManualClock, _ zones: ManualZones, _ starter: RecordingStarter,
        _ journal: Journal, boot: Int
    ) -> (ManualAlarm, Scheduler) {
        let alarm = ManualAlarm(on: clock)
        let scheduler = Scheduler(
            store: store, clock: clock, alarm: alarm, zones: zones, starter: starter,
            boot: "boot \(boot)",
            listeners: .init(
                created: { starter.created($0) }, clockWasSet: { starter.clockWasSet() }),
            userName: { $0.uid == 1000 ? "ada" : "root" }, log: journal.log)
        return (alarm, scheduler)
    }

    private func renew() {
        (alarm, scheduler) = Self.scheduler(store, clock, zones, starter, journal, boot: boots)
        starter.scheduler = scheduler
    }

    var now: Timestamp { clock.now }

    /// Starts the scheduler, and returns once it has done what was due.
    func begin() async {
        let scheduler = scheduler
        task = Task { try await scheduler.run() }
        await alarm.idle()
    }

    /// Ends the scheduler wherever it is, as a crash would; another one is there, not begun.
    func crash() async {
        task?.cancel()
        _ = await task?.result
        task = nil
        renew()
    }

    /// Also opens the store anew.
    func crash(options: StoreOptions) async throws {
        await crash()
        await store.close()
        store = try Store.open(directory: folder.path, log: journal.log, options: options)
        starter.store = store
        renew()
    }

    /// Ends the scheduler, and the machine with it; both are there again after a while.
    func restart(after duration: Duration) async {
        clock.restart(after: duration)
        boots += 1
        await crash()
    }

    func end() async {
        await crash()
        await store.close()
    }

    /// Moves the clock on as time does: the alarm rings on the way, each time it is due.
    func advance(by duration: Duration) async {
        let end = now + duration
        while let instant = alarm.instant, instant <= end {
            clock.advance(to: instant)
            await alarm.clockMoved()
        }
        clock.advance(to: end)
        await alarm.clockMoved()
    }

    /// Sets the clock, and lets the system tell of it.
    func setClock(by duration: Duration) async {
        clock.set(to: now + duration)
        await alarm.clockMoved(wasSet: true)
    }

    /// Suspends the machine; the system tells of it as it does of a clock that was set.
    func suspend(for duration: Duration) async {
        clock.suspend(for: duration)
        await alarm.clockMoved(wasSet: true)
    }

    @discardableResult
    func apply(
        _ name: String, _ when: String, timezone: String? = "UTC", paused: Bool? = nil,
        policies: Policies = Policies(), notifications: [Notification] = []
    ) async throws -> Schedule {
        let definition = ScheduleDefinition(
            key: try key(name), when: when, timezone: timezone,
            command: CommandLine(arguments: ["true"]), policies: policies, paused: paused,
            notifications: notifications)
        return try await store.applySchedules([definition], by: Self.owner, now: now)[0].schedule
    }

    func key(_ name: String) throws -> ScheduleKey { ScheduleKey(name: try Name(name)) }

    /// Pauses a schedule as the daemon does.
    func pause(
        _ name: String, until: Timestamp? = nil, reason: String = ""
    ) async throws {
        let pause = Pause(
            at: now, until: until, by: Owner(uid: Self.owner.uid), reason: reason)
        await scheduler.changed(
            try await store.setPause(pause, of: try key(name), by: Self.owner, now: now))
    }

    /// Resumes a schedule as the daemon does.
    func resume(_ name: String) async throws {
        try await scheduler.accountForPauses(of: [try key(name)], by: Self.owner, now: now)
        await scheduler.changed(
            try await store.setPause(nil, of: try key(name), by: Self.owner, now: now))
    }

    /// All rows of a schedule, the oldest first.
    func rows(_ name: String) async throws -> [Run] {
        var rows: [Run] = []
        let filter = RunFilter(schedule: try Name(name), withSkipped: true)
        while true {
            let page = try await store.listRuns(
                filter, by: Self.owner, after: rows.last?.uid, limit: 1000)
            if page.isEmpty { return rows.reversed() }
            rows += page
        }
    }

    /// The rows, shortly: `ran 00:05`, `missed 00:10 x3`.
    func story(_ name: String) async throws -> [String] {
        try await rows(name).map { run in
            let time =
                run.occurrence.map { $0.description.split(separator: "T")[1].prefix(5) } ?? "-"
            guard run.state == .skipped else {
                return (run.trigger == .schedule ? "ran " : "\(run.trigger.rawValue) ") + time
            }
            return "\(run.skipReason?.rawValue ?? "?") \(time) x\(run.count)"
        }
    }
}
