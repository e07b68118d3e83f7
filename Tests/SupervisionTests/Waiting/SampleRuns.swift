import Domain
import Formats
import Persistence
import TestKit

/// Makes runs that exist nowhere but in a test.
struct SampleRuns {
    /// What a run is of.
    struct Kind {
        var schedule: Int64 = 1
        var user: UInt32 = 1
        var project = 1
        var policies = Policies()
    }

    static let start = Timestamp(seconds: 1_750_000_000)
    private var generator = SeededGenerator(seed: 7)
    private(set) var count: Int64 = 0

    mutating func make(_ kind: Kind = Kind(), _ trigger: Trigger = .schedule) throws -> StartableRun
    {
        count += 1
        let key = ScheduleKey(
            project: try Name("project-\(kind.project)"), name: try Name("job-\(kind.schedule)"))
        let now = Self.start + .microseconds(count)
        let run = Run(
            uid: UID(now: now, using: &generator), scheduleID: kind.schedule, key: key,
            owner: Owner(uid: kind.user), trigger: trigger, occurrence: now, state: .pending,
            createdAt: now, definitionID: 1, notificationSets: NotificationSets(own: 1))
        let definition = ScheduleDefinition(
            key: key, when: "@daily", command: CommandLine(arguments: ["true"]),
            policies: kind.policies)
        return StartableRun(run: run, definition: definition, previousSuccess: nil)
    }
}

extension StartableRun {
    func tryingAgain(at instant: Timestamp) -> StartableRun {
        var copy = self
        copy.run = run.tryingAgain(at: instant)
        return copy
    }
}
