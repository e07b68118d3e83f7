import Domain
import Formats
import Glibc
import Launching
import Persistence
import Platform
import Supervision
import Synchronization
import TestKit

/// A supervisor with a real launcher and a real store.
final class Bench {
    static let owner = Caller(uid: geteuid(), isAdministrator: true)

    let folder: ScratchDirectory
    let journal = Journal()
    let store: Store
    let logs: RunLogs
    let results: ResultFiles
    /// It stands still until a test moves it; the launcher goes by the system's.
    let clock = ManualClock()
    let limits: ActiveLimits
    private(set) var alarm: ManualAlarm
    private(set) var launcher: LauncherProcess
    private(set) var recorder = Recorder()
    private(set) var supervisor: Supervisor
    private var task: Task<Void, any Error>?
    var generator = SeededGenerator(seed: 1)
    private var count = 0

    /// - Parameter disk: where the store is, when not beside the rest.
    init(disk: ScratchDirectory? = nil, limits: ActiveLimits = ActiveLimits()) throws {
        self.limits = limits
        alarm = ManualAlarm(on: clock)
        folder = ScratchDirectory()
        var options = StoreOptions()
        options.ballastBytes = 0
        store = try Store.open(
            directory: (disk ?? folder).path, log: journal.log, options: options)
        logs = RunLogs(directory: "\(folder.path)/logs")
        results = ResultFiles(stateDirectory: folder.path)
        launcher = try LauncherProcess(
            socket: "\(folder.path)/launcher", log: "\(folder.path)/launcher.log")
        supervisor = Supervisor(
            store: store, logs: logs, results: results, socketPath: "/run/notifyd/test",
            clock: clock, alarm: alarm, limits: limits, listeners: recorder.listeners,
            log: journal.log
        ) { () async throws(LauncherError) in throw .disconnected }
        supervisor = makeSupervisor()
    }

    private func makeSupervisor() -> Supervisor {
        let socket = "\(folder.path)/launcher"
        return Supervisor(
            store: store, logs: logs, results: results, socketPath: "/run/notifyd/test",
            clock: clock, alarm: alarm, limits: limits, listeners: recorder.listeners,
            log: journal.log
        ) { () async throws(LauncherError) in try await LauncherClient.connect(socket: socket) }
    }

    /// Starts the supervisor, and waits until it has taken up the launcher.
    @discardableResult
    func begin() async throws -> String {
        let supervisor = supervisor
        task = Task { try await supervisor.run() }
        return try await supervisor.launcherInstance()
    }

    /// Ends the supervisor as a crash of the whole program would; another one is there, not begun.
    func crash() async {
        task?.cancel()
        _ = await task?.result
        task = nil
        recorder = Recorder()
        alarm = ManualAlarm(on: clock)
        supervisor = makeSupervisor()
    }

    /// The launcher dies, and another one is started in its place.
    func replaceLauncher() throws {
        launcher.kill()
        launcher = try LauncherProcess(
            socket: "\(folder.path)/launcher", log: "\(folder.path)/launcher.log")
    }

    func end() async {
        await crash()
        await store.close()
    }

    /// What the launcher holds, asked without a supervisor.
    func held() async throws -> Int {
        try await LauncherClient.connect(socket: "\(folder.path)/launcher").held().count
    }

    func file(_ name: String) -> String { "\(folder.path)/\(name)" }

    func gate(_ name: String) throws -> Gate { try Gate(file(name)) }

    /// Creates a run, and hands it over to nobody.
    func create(
        _ script: String, launcher instance: String, trigger: Trigger = .manual,
        _ change: (inout ScheduleDefinition) -> Void = { _ in }
    ) async throws -> StartableRun {
        count += 1
        var definition = ScheduleDefinition(
            key: ScheduleKey(name: try Name("job-\(count)")), when: "@hourly",
            command: CommandLine(shell: script),
            notifications: [
                Notification(
                    name: try Name("all"), kind: "console",
                    when: [.running, .completed, .error, .aborted])
            ])
        change(&definition)
        let now = clock.now
        let schedule = try await store.applySchedules([definition], by: Self.owner, now: now)[0]
            .schedule
        let uid = UID(now: now, using: &generator)
        guard trigger != .manual else {
            return try await store.createManualRun(
                schedule.key, uid: uid, launcher: instance, by: Self.owner, now: now
            ).runs[0]
        }
        let due = DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision,
            runs: [DueRun(uid: uid, occurrence: now + .seconds(1), trigger: trigger)],
            accountedUntil: now + .seconds(1))
        return try await store.createDueRuns([due], launcher: instance, now: now).runs[0]
    }

    /// Creates a run and hands it to the supervisor.
    func start(
        _ script: String, _ change: (inout ScheduleDefinition) -> Void = { _ in }
    ) async throws -> UID {
        let run = try await create(
            script, launcher: try await supervisor.launcherInstance(), change)
        await supervisor.start([run])
        return run.run.uid
    }

    /// Runs a script to its end; the run as the store has it.
    func run(
        _ script: String, _ change: (inout ScheduleDefinition) -> Void = { _ in }
    ) async throws -> Run {
        let uid = try await start(script, change)
        await recorder.run(uid) { $0.isFinal }
        return try await store.run(uid, by: Self.owner)
    }

    func output(of uid: UID) async throws -> String {
        let run = try await store.run(uid, by: Self.owner)
        var reader = try RunLogReader(path: logs.path(of: run))
        var text = ""
        while let piece = try reader.next() { text += piece }
        return text
    }

    func text(_ name: String) throws -> String {
        let bytes = try Descriptor.open(file(name), O_RDONLY).read(upTo: 1 << 20)
        return String(decoding: bytes ?? [], as: UTF8.self)
    }
}
