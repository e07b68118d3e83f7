import Domain
import Formats
import Glibc
import Launching
import Persistence
import Platform
import Supervision
import TestKit

extension Bench {
    /// A schedule that several runs are created of.
    func schedule(
        _ name: String = "job", _ script: String, by owner: Caller = Bench.owner,
        _ change: (inout ScheduleDefinition) -> Void = { _ in }
    ) async throws -> Schedule {
        var definition = ScheduleDefinition(
            key: ScheduleKey(name: try Name(name)), when: "@hourly",
            command: CommandLine(shell: script),
            notifications: [
                Notification(
                    name: try Name("all"), kind: "console",
                    when: [.running, .completed, .error, .aborted, .skipped])
            ])
        change(&definition)
        return try await store.applySchedules([definition], by: owner, now: clock.now)[0].schedule
    }

    /// Creates the runs of the next occurrences, and hands them over to nobody.
    func due(
        _ schedule: Schedule, count: Int = 1, trigger: Trigger = .schedule, launcher: String? = nil
    ) async throws -> DueResult {
        let instance: String
        if let launcher {
            instance = launcher
        } else {
            instance = try await supervisor.launcherInstance()
        }
        clock.advance(by: .seconds(count))
        let now = clock.now
        let runs = (0..<count).map {
            DueRun(uid: newUID(), occurrence: now + .seconds($0 + 1 - count), trigger: trigger)
        }
        let due = DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision, runs: runs, accountedUntil: now)
        return try await store.createDueRuns([due], launcher: instance, now: now)
    }

    /// Creates the run of the next occurrence, which must not be skipped, and hands it to the supervisor.
    @discardableResult
    func startDue(_ schedule: Schedule, trigger: Trigger = .schedule) async throws -> UID {
        let result = try await due(schedule, trigger: trigger)
        await supervisor.start(result.runs)
        return result.runs[0].run.uid
    }

    func newUID() -> UID { UID(now: clock.now, using: &generator) }

    func stored(_ uid: UID) async throws -> Run { try await store.run(uid, by: Self.owner) }

    /// Waits for the end of a run; the run as the store has it.
    @discardableResult
    func end(of uid: UID) async throws -> Run {
        await recorder.run(uid) { $0.isFinal }
        return try await stored(uid)
    }

    /// Lets the time pass until the next attempt, and awaits what comes of it.
    func pass(_ duration: Duration) async {
        clock.advance(by: duration)
        await alarm.clockMoved()
    }

    /// A connection to the launcher beside the supervisor's own.
    func client() async throws -> LauncherClient { try await .connect(socket: launcher.socket) }

    /// Waits until the launcher tells of an end.
    func awaitEnd(_ client: LauncherClient) async {
        for await reports in client.reports {
            for case .ended in reports { return }
        }
    }

    func touch(_ name: String) throws { _ = try Descriptor.open(file(name), O_WRONLY | O_CREAT) }

    func lines(_ name: String) throws -> [String] {
        try text(name).split(separator: "\n").map(String.init)
    }
}
