import Console
import Formats
import Recurrence

extension Verb {
    private static let expression = Option(
        "expression", value: "EXPR", "of an expression instead of a schedule")

    static let nextOccurrences = Verb(
        "next-occurrences", operands: "[SCHEDULE]", count: 0...1,
        summary: "tell when a schedule or an expression is due next",
        details: "Tells the next instants at which a schedule is due, or those of an expression, "
            + "for which notifyd need not run.",
        options: [
            .project, expression, ExpressionArgument.timezone, ExpressionArgument.from,
            ExpressionArgument.count,
        ],
        example: "next-occurrences --expression \"0 2 * * 1-5\" --timezone Europe/Berlin"
    ) { invocation in
        let arguments = invocation.arguments
        let timezone = ExpressionArgument.timezone
        let count = try ExpressionArgument.count(arguments)
        let start = try arguments.value(ExpressionArgument.from).map(ExpressionArgument.instant)
        let occurrences: [JSONValue]
        switch (invocation.operands.first, arguments.value(expression)) {
        case (let name?, nil):
            guard !arguments.has(timezone) else {
                throw Failure.usage("--timezone goes with --expression; a schedule has its own")
            }
            var parameters = try invocation.schedule(name).parameters
            parameters["from"] = start.map { .string($0.description) }
            parameters["count"] = .integer(Int64(count))
            let reply = try await invocation.connect().call("NextOccurrences", parameters)
            occurrences = reply["occurrences"]?.array ?? []
        case (nil, let text?):
            let expression = try ExpressionArgument.expression(text)
            let zone = try ExpressionArgument.zone(arguments.value(timezone), for: expression)
            occurrences = ExpressionArgument.occurrences(
                of: Timetable(expression, in: zone), after: start ?? invocation.time.now,
                count: count
            ).map { .string(Timestamp(seconds: $0).description) }
        default: throw Failure.usage("next-occurrences needs SCHEDULE or --expression EXPR")
        }
        switch invocation.format {
        case .json:
            let list = occurrences.map(\.text).joined(separator: ", ")
            try invocation.output.line("{\"occurrences\": [\(list)]}")
        case .table where occurrences.isEmpty:
            try invocation.output.line(
                "There is none to come: it has ended, or waits for something else than the time.")
        case .table:
            let lines = occurrences.map { invocation.time.text($0).printable + "\n" }
            try invocation.output.write(lines.joined())
        }
        return .done
    }
}
