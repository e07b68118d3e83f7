import Console
import Formats
import Platform
import Recurrence

extension Verb {
    private static let dryRun = Option("dry-run", "only show what would run")
    private static let again = Option("repeat", "also what has completed already")

    static let backfill = Verb(
        "backfill", operands: "SCHEDULE FROM TO", count: 3...3,
        summary: "run a schedule's occurrences of the past",
        details: "Runs a schedule's command for its occurrences between two times, both included, "
            + "one after the other and after what is due by itself. Occurrences whose run goes on "
            + "or has completed are left out. A time is an instant such as 2026-01-31T02:00Z, or a "
            + "date or a date and time in the schedule's time zone; a date as TO includes its day. "
            + "What lies ahead is never run.",
        options: [.project, dryRun, again],
        example: "backfill nightly-backup 2026-01-01 2026-01-31 --dry-run"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        let connection = try await invocation.connect()
        let shown = try await connection.call("ShowSchedule", schedule.parameters)
        let zone = try zone(of: shown["state"]?["schedule"] ?? [:])
        let from = try MomentArgument.instant(invocation.operands[1], in: zone)
        let until = try MomentArgument.lastInstant(invocation.operands[2], in: zone)
        guard from <= until else { throw Failure.usage("FROM must not be after TO") }
        var parameters = schedule.parameters
        parameters["from"] = .string(from.description)
        parameters["until"] = .string(until.description)
        let isDryRun = invocation.arguments.has(dryRun)
        if isDryRun { parameters["dry_run"] = true }
        if invocation.arguments.has(again) { parameters["repeat"] = true }
        let reply = try await connection.call("BackfillSchedule", parameters)
        try invocation.answer(reply) {
            text(reply, schedule, isDryRun: isDryRun, zone: zone, invocation)
        }
        return .done
    }

    /// The zone that the schedule's times are meant in.
    private static func zone(of schedule: JSONValue) throws(Failure) -> Zone {
        let own = schedule["when"]?.string.flatMap { try? Expression($0) }?.zoneName
        guard let name = own ?? schedule["timezone"]?.string else {
            return LocalTime.machineZone()
        }
        do throws(UnknownZone) {
            return try SystemZones.zone(name)
        } catch {
            throw Failure(error.message.printable)
        }
    }

    private static func text(
        _ reply: JSONObject, _ schedule: ScheduleArgument, isDryRun: Bool, zone: Zone,
        _ invocation: Invocation
    ) -> String {
        func texts(_ name: String) -> [String] {
            reply[name]?.array?.compactMap(\.string) ?? []
        }
        let runs = isDryRun ? texts("occurrences").map { _ in "would run" } : texts("runs")
        let rows =
            zip(texts("occurrences"), runs).map { ($0, $1) }
            + texts("left_out").map { ($0, "left out: it has run, or is running") }
        guard !rows.isEmpty else {
            return "No occurrence of \(schedule.shown) is in that time.\n"
        }
        let time = LocalTime(now: invocation.time.now, zone: zone)
        var table = Table("OCCURRENCE (\(zone.name))", "RUN")
        for (occurrence, run) in rows.sorted(by: { $0.0 < $1.0 }) {
            let instant = Timestamp(occurrence)
            table.add(Table.Cell(instant.map(time.absolute) ?? occurrence), Table.Cell(run))
        }
        return table.text(for: invocation.output.terminal)
    }
}
