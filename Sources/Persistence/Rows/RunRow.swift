import Domain
import Formats

/// A row of a run.
struct RunRow {
    private static let beginning = """
        r.id, r.uid, r.schedule_id, r.project, r.schedule, r.owner, r.trigger, r.occurrence,
        r.last_occurrence, r.state, r.reason, r.skip_reason, r.count, r.message, r.attempt, r.created_at,
        r.start_after, r.started_at, r.ended_at, r.exit_code, r.signal, r.user_time, r.system_time, r.wall_time, r.peak_memory
        """
    private static let ending =
        "r.launcher, r.definition_id, r.notification_set_id, r.project_notification_set_id"
    private static let columns =
        "\(beginning), r.parameters, r.results, r.results_error, \(ending)"
    /// Without parameters and results, which may be long.
    static let listedColumns = "\(beginning), NULL, NULL, NULL, \(ending)"
    static let select = "SELECT \(columns) FROM run r"
    static let selectListed = "SELECT \(listedColumns) FROM run r"

    let id: Int64
    var run: Run

    init(id: Int64, run: Run) {
        self.id = id
        self.run = run
    }

    init(reading columns: inout Columns) throws(UnreadableRow) {
        id = columns.integer()
        let uid = try columns.uid()
        let scheduleID = columns.integer()
        let key = ScheduleKey(project: try columns.name(), name: try columns.name())
        run = Run(
            uid: uid, scheduleID: scheduleID, key: key, owner: try columns.owner(),
            trigger: try columns.word(), occurrence: columns.optionalTime(),
            lastOccurrence: columns.optionalTime(), state: try columns.word(),
            reason: try columns.optionalWord(),
            skipReason: try columns.optionalWord(), count: columns.integer(),
            message: columns.text(), attempt: columns.integer(), createdAt: columns.time(),
            startAfter: columns.optionalTime(), startedAt: columns.optionalTime(),
            endedAt: columns.optionalTime(),
            exit: Self.exit(&columns), usage: Self.usage(&columns),
            parameters: try Self.object(&columns) ?? [:], results: try Self.results(&columns),
            launcher: columns.optionalText(), definitionID: columns.integer(),
            notificationSets: columns.notificationSets())
    }

    static func exit(_ columns: inout Columns) -> ExitStatus? {
        let code = columns.optionalInteger()
        let signal = columns.optionalInteger()
        if let code { return .exited(Int32(truncatingIfNeeded: code)) }
        return signal.map { .signalled(Int32(truncatingIfNeeded: $0)) }
    }

    private static func usage(_ columns: inout Columns) -> ResourceUsage? {
        let user = columns.optionalDuration()
        let system = columns.optionalDuration()
        let wall = columns.optionalDuration()
        let peakMemory = columns.optionalInteger()
        guard let user, let system, let wall, let peakMemory else { return nil }
        return ResourceUsage(user: user, system: system, peakMemory: peakMemory, wall: wall)
    }

    private static func object(_ columns: inout Columns) throws(UnreadableRow) -> JSONObject? {
        guard let text = columns.optionalText() else { return nil }
        return try JSONReader(text: text).object
    }

    private static func results(_ columns: inout Columns) throws(UnreadableRow) -> RunResults {
        let values = try object(&columns)
        return RunResults(values: values ?? [:], error: columns.optionalText())
    }

    /// The values of what was reported, in the order of their columns.
    static func parameters(of results: RunResults) -> [Parameter] {
        [object(results.values), .text(results.error)]
    }

    /// An object, or null in place of an empty one.
    static func object(_ object: JSONObject) -> Parameter {
        object.isEmpty ? .null : .json(.object(object))
    }

    /// The values of how it ended, in the order of their columns.
    static func end(of run: Run) -> [Parameter] {
        [
            .word(run.state), .word(run.reason), .text(run.message), .time(run.startedAt),
            .time(run.endedAt),
        ] + parameters(of: run.exit) + [
            .duration(run.usage?.user), .duration(run.usage?.system), .duration(run.usage?.wall),
            .integer(run.usage?.peakMemory),
        ] + parameters(of: run.results)
    }

    /// The values of an exit status, in the order of their columns.
    static func parameters(of exit: ExitStatus?) -> [Parameter] {
        switch exit {
        case .exited(let code)?: [.integer(Int64(code)), .null]
        case .signalled(let signal)?: [.null, .integer(Int64(signal))]
        case nil: [.null, .null]
        }
    }
}
