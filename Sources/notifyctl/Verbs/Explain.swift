import Console
import Formats
import Recurrence

extension Verb {
    private static let name = Option(
        "name", value: "SCHEDULE", "draw H as for this schedule, NAME or PROJECT/NAME")
    private static let gap = Option(
        "dst-gap", value: "RULE", "when the clock skips a time: run, skip or shift",
        words: GapRule.allCases.map(\.rawValue))
    private static let fold = Option(
        "dst-fold", value: "RULE", "when the clock repeats a time: first, last or both",
        words: FoldRule.allCases.map(\.rawValue))

    static let explain = Verb(
        "explain", operands: "EXPR…", count: 1...64,
        summary: "say in English when an expression is due",
        details: "Says in English when an expression is due, with its next times, the next day on "
            + "which a change of the clock touches it and how, and who else reads the same text "
            + "differently. The expression may be one argument or several words. notifyd need not "
            + "run.",
        options: [
            ExpressionArgument.timezone, name, ExpressionArgument.from, ExpressionArgument.count,
            gap, fold,
        ],
        example: "explain --timezone Europe/Berlin \"30 2 * * mon-fri\""
    ) { invocation in
        let arguments = invocation.arguments
        var seed: UInt64 = 0
        if let name = arguments.value(name) {
            let schedule = try invocation.schedule(name)
            seed = Expression.seed(project: schedule.project, name: schedule.name)
        }
        let expression = try ExpressionArgument.expression(
            invocation.operands.joined(separator: " "), seed: seed)
        let zone = try ExpressionArgument.zone(
            arguments.value(ExpressionArgument.timezone), for: expression)
        let timetable = Timetable(
            expression, in: zone, gap: try rule(gap, arguments), fold: try rule(fold, arguments))
        let start =
            try arguments.value(ExpressionArgument.from).map(ExpressionArgument.instant)
            ?? invocation.time.now
        let text = ExplanationText(
            timetable: timetable, after: start,
            count: try ExpressionArgument.count(arguments))
        try invocation.answer(text.object) { text.lines(for: invocation.output.terminal) }
        return .done
    }

    private static func rule<Rule: CaseIterable & RawRepresentable<String>>(
        _ option: Option, _ arguments: Arguments
    ) throws(Failure) -> Rule? {
        guard let text = arguments.value(option) else { return nil }
        guard let rule = Rule(rawValue: text) else {
            let rules = Rule.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("--\(option.name) takes one of \(rules), not \"\(text.printable)\"")
        }
        return rule
    }
}
