import Console

extension Verb {
    static let complete = Verb(
        "complete", operands: "-- WORD…", count: 1...10_000,
        summary: "tell a shell what may stand at its cursor",
        details: "Answers the scripts that completion prints: how the last word may go on, after "
            + "the words before it.",
        takesCommand: true, isHidden: true, example: "complete -- list-runs --st"
    ) { invocation in
        let completer = Completer(invocation.operands, verbs: invocation.verbs)
        try invocation.output.write(await completer.answer())
        return .done
    }
}
