import Console
import Definitions
import Formats

extension Verb {
    static let check = Verb(
        "check", operands: "FILE…", count: 1...10_000,
        summary: "tell what is wrong in schedule files",
        details: "Reads schedule files as apply does and tells everything that is wrong in them, "
            + "each with its line and column. notifyd need not run.",
        example: "check nightly.yaml"
    ) { invocation in
        let definitions = try ScheduleFiles.read(invocation.operands)
        ScheduleFiles.warn(of: definitions, to: invocation)
        ScheduleFiles.warnOfEnvironment(of: definitions, to: invocation)
        let writer = ScheduleWriter(channels: ScheduleFiles.channels, masksSecrets: true)
        try invocation.answer(["schedules": .array(definitions.map(writer.value))]) {
            definitions.count == 1
                ? "1 schedule, nothing wrong.\n"
                : "\(definitions.count) schedules, nothing wrong.\n"
        }
        return .done
    }
}
