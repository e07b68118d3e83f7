import Console

extension Verb {
    static let help = Verb(
        "help", operands: "[VERB]", count: 0...1, summary: "show help, of one verb or of all",
        details: "Shows the list of verbs, or the help of one.", example: "help apply"
    ) { invocation in
        try invocation.output.write(invocation.help(of: invocation.operands.first))
        return .done
    }
}
