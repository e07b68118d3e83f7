import Domain
import Foreground
import Formats

/// An event of a made-up run, for trying things out.
enum SampleEvent {
    static let key = ScheduleKey(name: .sample)

    private static let definition = ScheduleDefinition(
        key: key, description: "A schedule that is made up", labels: ["team": "research"],
        when: "0 2 * * *", command: CommandLine(shell: "./train.py"),
        parameters: ["epochs": 40])

    static func uid(at instant: Timestamp) -> UID {
        // One that has a size: the thread sanitizer does not bear the other here.
        var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
        return UID(now: instant, using: &generator)
    }

    static func make(_ happening: Happening, at now: Timestamp) -> Event {
        let run = run(happening, at: now)
        guard happening.occasion != .defined else { return creation(happening, at: now) }
        return .unstored(
            happening, of: run.uid, key, at: now,
            snapshot: run.snapshot(definition: definition, notifications: []))
    }

    private static func creation(_ happening: Happening, at now: Timestamp) -> Event {
        let schedule = Schedule(
            id: 0, definition: definition, owner: Owner(uid: 0), createdAt: now,
            accountedUntil: now, revision: 1)
        return .unstored(happening, of: nil, key, at: now, snapshot: schedule.object)
    }

    private static func run(_ happening: Happening, at now: Timestamp) -> Run {
        let start = Timestamp(microseconds: now.microseconds - duration.microseconds)
        var run = Run(
            uid: uid(at: start), scheduleID: 0, key: key, owner: Owner(uid: 0), trigger: .manual,
            occurrence: nil, state: .pending, createdAt: start, parameters: definition.parameters,
            definitionID: 0, notificationSets: NotificationSets(own: 0))
        if happening.occasion == .pending { return run }
        if happening.occasion == .skipped {
            run.state = .skipped
            run.skipReason = .overlap
            run.message = "the run before had not ended"
            return run
        }
        run.state = .running
        run.startedAt = start
        if happening.occasion == .running { return run }
        run.results = RunResults(values: ["accuracy": .number(0.93), "drift": .number(0.05)])
        if happening.occasion == .reported { return run }
        return run.ended(outcome(happening), at: now)
    }

    private static let duration: Duration = .seconds(90)

    private static func outcome(_ happening: Happening) -> RunOutcome {
        let usage = ResourceUsage(
            user: .seconds(75), system: .seconds(2), peakMemory: 512 * 1024 * 1024, wall: duration)
        let (succeeds, killed) = (happening.occasion == .completed, happening.reason == .signal)
        switch happening.reason {
        case .start?: return .notStarted("the command ./train.py was not found")
        case .lost?: return .lost("the machine went down while it ran")
        case .exit?, .signal?, .timeout?, nil:
            return .ended(
                killed ? .signalled(9) : .exited(succeeds ? 0 : 1), usage: usage,
                timedOut: happening.reason == .timeout, aborted: happening.occasion == .aborted,
                successExitCodes: [0])
        }
    }
}
