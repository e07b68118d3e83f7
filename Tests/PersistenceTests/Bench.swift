import Domain
import Formats
import Persistence
import Platform
import TestKit

/// A store in a folder of its own, with the values that tests ask it about.
final class Bench: Sendable {
    static let start = Timestamp(seconds: 1_750_000_000)
    static let alice = Caller(uid: 1000, isAdministrator: false)
    static let bob = Caller(uid: 1001, isAdministrator: false)
    static let root = Caller(uid: 0, isAdministrator: true)

    let folder = ScratchDirectory()
    let journal = Journal()
    let store: Store
    private let generator: Locked<SeededGenerator>

    init(seed: UInt64 = 1, options: StoreOptions = Bench.options) throws {
        store = try Store.open(directory: folder.path, log: journal.log, options: options)
        generator = Locked(SeededGenerator(seed: seed))
    }

    /// Without ballast, which takes time to write.
    static var options: StoreOptions {
        var options = StoreOptions()
        options.ballastBytes = 0
        return options
    }

    var database: String { folder.path + "/state.db" }

    func uid(at now: Timestamp = Bench.start) -> UID {
        generator.withLock { UID(now: now, using: &$0) }
    }

    /// Applies one schedule for alice.
    @discardableResult
    func apply(_ definition: ScheduleDefinition, at now: Timestamp = Bench.start) async throws
        -> Schedule
    {
        try await store.applySchedules([definition], by: Self.alice, now: now)[0].schedule
    }

    /// Makes an occurrence of the schedule due.
    func due(
        _ schedule: Schedule, _ occurrence: Timestamp, skips: [Skip] = []
    ) -> DueSchedule {
        DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision,
            runs: [DueRun(uid: uid(at: occurrence), occurrence: occurrence, trigger: .schedule)],
            skips: skips, accountedUntil: occurrence)
    }

    /// Creates a run of the schedule for an occurrence.
    @discardableResult
    func run(_ schedule: Schedule, at occurrence: Timestamp) async throws -> Run {
        let result = try await store.createDueRuns(
            [due(schedule, occurrence)], launcher: "l1", now: occurrence)
        return result.runs[0].run
    }

    @discardableResult
    func pause(_ key: ScheduleKey, at now: Timestamp) async throws -> Schedule {
        try await store.setPause(
            Pause(at: now, by: Owner(uid: Self.alice.uid)), of: key, by: Self.alice, now: now)
    }

    @discardableResult
    func resume(_ key: ScheduleKey, at now: Timestamp) async throws -> Schedule {
        try await store.setPause(nil, of: key, by: Self.alice, now: now)
    }

    /// A run that has ended so.
    func ended(
        _ schedule: Schedule, at occurrence: Timestamp, _ outcome: RunOutcome = .failure
    ) async throws -> CompletedRun {
        let run = try await run(schedule, at: occurrence)
        let completion = Completion(
            uid: run.uid, attempt: 1, outcome: outcome, startedAt: occurrence,
            endedAt: occurrence + .seconds(1)
        )
        return try await store.completeRuns([completion])[0]
    }

    /// Plans one delivery for each notification of an event, due at once.
    func plan(_ tell: EventToTell) async throws -> [Delivery] {
        let deliveries = tell.notifications.map { delivery($0.name, of: tell.event) }
        try await store.planDeliveries([DeliveryPlan(event: tell.event.id, deliveries: deliveries)])
        return deliveries
    }

    func delivery(_ notification: Name, of event: Event) -> Delivery {
        Delivery(
            id: DeliveryID(event: event.id, notification: notification), run: event.run,
            key: event.key, kind: "webhook", state: .pending, createdAt: event.at,
            nextAttemptAt: event.at)
    }
}

extension DeliveryAttempt {
    static func sample(
        _ number: Int64 = 1, _ verdict: Verdict = .retry, status: Int64? = 503,
        at start: Timestamp = Bench.start
    ) -> DeliveryAttempt {
        DeliveryAttempt(
            number: number, startedAt: start, duration: .microseconds(1234), verdict: verdict,
            status: status, answer: "answer \(number)",
            reason: verdict == .delivered ? "" : "because of \(number)")
    }
}

extension Delivery {
    /// What became of the delivery as it is known here, after an attempt unless it was only put off.
    func outcome(
        _ state: DeliveryState, attempt: DeliveryAttempt? = .sample(), next: Timestamp? = nil,
        reason: String = "because", at now: Timestamp = Bench.start, memory: ChannelMemory? = nil
    ) -> DeliveryOutcome {
        DeliveryOutcome(
            id: id, triedSince: triedSince, state: state, attempt: attempt, nextAttemptAt: next,
            reason: reason, at: now, memory: memory)
    }
}

extension RunOutcome {
    static let success = ended(.exited(0))
    static let failure = ended(.exited(2))

    private static func ended(_ exit: ExitStatus) -> RunOutcome {
        .ended(
            exit,
            usage: ResourceUsage(
                user: .milliseconds(10), system: .milliseconds(5), peakMemory: 4096,
                wall: .milliseconds(20)),
            timedOut: false, aborted: false, successExitCodes: [0])
    }
}

extension Name: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        do { try self.init(value) } catch { fatalError("\(error)") }
    }
}

extension ScheduleDefinition {
    /// A definition that needs only a name.
    static func sample(
        _ name: Name, project: Name = .defaultProject, when: String = "0 2 * * *",
        policies: Policies = Policies(), paused: Bool? = nil, notifications: [Notification] = []
    ) -> ScheduleDefinition {
        ScheduleDefinition(
            key: ScheduleKey(project: project, name: name), when: when,
            command: CommandLine(shell: "exit 2"), policies: policies, paused: paused,
            notifications: notifications)
    }
}

extension Notification {
    static func sample(_ name: Name, when: [Interest] = Interest.standard) -> Notification {
        Notification(
            name: name, kind: "webhook", when: when,
            parameters: ["url": "http://127.0.0.1:1/"])
    }
}

/// What the store refuses an operation with; nil when it does not.
func refusal<Value>(_ operation: () async throws(StoreError) -> Value) async -> StoreError? {
    do throws(StoreError) {
        _ = try await operation()
        return nil
    } catch {
        return error
    }
}

extension StoreError {
    /// The case alone.
    var kind: String {
        switch self {
        case .notFound: "notFound"
        case .notPermitted: "notPermitted"
        case .invalidState: "invalidState"
        case .full: "full"
        case .locked: "locked"
        case .newer: "newer"
        case .damaged: "damaged"
        case .failed: "failed"
        }
    }
}
