import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit

/// A real store in a folder of its own, with a courier whose time and destinations a test holds.
final class CourierBench: Sendable {
    private struct State {
        var generator = SeededGenerator(seed: 7)
        var runs = 0
    }

    static let root = Caller(uid: 0, isAdministrator: true)

    let folder = ScratchDirectory()
    let time = ManualTime()
    let store: Store
    let outbox: UnreliableOutbox
    private let journal = Journal()
    private let told = Watched<[Delivery]>([])
    private let state = Locked(State())

    init() throws {
        var options = StoreOptions()
        options.ballastBytes = 0
        store = try Store.open(directory: folder.path, log: Log { _, _ in }, options: options)
        outbox = UnreliableOutbox(store)
    }

    func courier(
        _ performer: any Performer, outbox: (any Outbox)? = nil,
        secrets: KnownSecrets = KnownSecrets(), resolver: SecretResolver = SecretResolver(),
        retry: RetryPolicy = .standard, rules: SendingRules = SendingRules(),
        _ change: (inout CourierLimits) -> Void = { _ in }
    ) -> Courier {
        var limits = CourierLimits()
        change(&limits)
        return Courier(
            outbox: outbox ?? self.outbox, performer: performer,
            channels: RecordingChannel.channel(kind:parameters:), secrets: secrets,
            resolver: resolver,
            wallClock: time, clock: time, retry: retry, limits: limits, rules: rules,
            log: journal.log, generator: SeededGenerator(seed: 3)
        ) { [told] ended in told.withLock { $0 += ended.map(\.delivery) } }
    }

    /// The lines of the courier's log.
    var lines: [String] { journal.texts() }

    /// The deliveries that have ended, as the courier told it.
    var ended: [Delivery] { told.withLock { $0 } }

    /// Waits until so many deliveries have ended.
    @discardableResult
    func ended(_ count: Int) async -> [Delivery] {
        await told.wait { $0.count >= count }
        return ended
    }

    /// Runs of a schedule each that have failed, with the events to be told of them.
    func events(
        _ notifications: [Notification], runs count: Int = 1
    ) async throws -> [EventToTell] {
        let first = state.withLock { state in
            defer { state.runs += count }
            return state.runs
        }
        let now = time.wall
        let definitions = try (first..<first + count).map { number in
            ScheduleDefinition(
                key: ScheduleKey(name: try Name("schedule-\(number)")), when: "@daily",
                command: CommandLine(shell: "exit 2"), notifications: notifications)
        }
        let applied = try await store.applySchedules(definitions, by: Self.root, now: now)
        return try await complete(applied.map(\.schedule), at: now + .seconds(1))
    }

    /// Runs the schedules once for an occurrence, with failure.
    func complete(_ schedules: [Schedule], at occurrence: Timestamp) async throws -> [EventToTell] {
        let due = schedules.map { schedule in
            DueSchedule(
                scheduleID: schedule.id, revision: schedule.revision,
                runs: [DueRun(uid: uid(), occurrence: occurrence, trigger: .schedule)],
                accountedUntil: occurrence)
        }
        let runs = try await store.createDueRuns(due, launcher: "l", now: occurrence).runs
        let usage = ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero)
        let outcome = RunOutcome.ended(
            .exited(2), usage: usage, timedOut: false, aborted: false, successExitCodes: [0])
        return try await store.completeRuns(
            runs.map {
                Completion(
                    uid: $0.run.uid, attempt: 1, outcome: outcome, startedAt: occurrence,
                    endedAt: time.wall)
            }
        ).compactMap(\.tell)
    }

    /// Starts a run of the schedule, which fails; what is to be told of both.
    func startAndFail(_ schedule: Schedule, at occurrence: Timestamp) async throws -> [EventToTell]
    {
        let due = DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision,
            runs: [DueRun(uid: uid(), occurrence: occurrence, trigger: .schedule)],
            accountedUntil: occurrence)
        let run = try await store.createDueRuns([due], launcher: "l", now: occurrence).runs[0].run
        let started = try await store.recordStarted([StartedRun(uid: run.uid, at: occurrence)])
        let completed = try await store.completeRuns([
            Completion(
                uid: run.uid, attempt: 1, outcome: .notStarted("no such file"),
                startedAt: occurrence,
                endedAt: occurrence)
        ])
        return started + completed.compactMap(\.tell)
    }

    private func uid() -> UID {
        let now = time.wall
        return state.withLock { UID(now: now, using: &$0.generator) }
    }

    func deliveries(_ state: DeliveryState? = nil) async throws -> [Delivery] {
        try await store.deliveries(
            DeliveryFilter(state: state), by: Self.root, limit: 100_000)
    }
}

extension Notification {
    /// A notification to a real webhook.
    static func webhook(_ url: String) -> Notification {
        Notification(name: .defaultProject, kind: "webhook", parameters: ["url": .string(url)])
    }

    /// A notification to a destination of the recording channel.
    static func to(_ destination: String, name: String = "n") -> Notification {
        Notification(
            name: (try? Name(name)) ?? .defaultProject, kind: "recording",
            parameters: ["to": .string(destination)])
    }
}

/// Runs a courier for the time of a body, and stops it.
func running(_ courier: Courier, _ body: () async throws -> Void) async throws {
    let task = Task { try await courier.run() }
    do {
        try await body()
    } catch {
        task.cancel()
        throw error
    }
    task.cancel()
    try await task.value
}
