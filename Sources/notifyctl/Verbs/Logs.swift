import Console
import Formats

extension Verb {
    private static let follow = Option("follow", short: "f", "go on until the run has ended")

    static let logs = Verb(
        "logs", operands: "RUN", count: 1...1, summary: "show what a run has written",
        details: "Shows the output of a run. RUN is its uid, or a schedule for its last run. On a "
            + "terminal, control characters are shown as escapes.",
        options: [.project, follow], example: "logs nightly-backup --follow"
    ) { invocation in
        let connection = try await invocation.connect()
        let uid = try await invocation.run(invocation.operands[0], on: connection)
        var parameters: JSONObject = ["run": .string(uid)]
        if invocation.arguments.has(follow) { parameters["follow"] = true }
        let isTerminal = invocation.output.terminal.isPresent
        try await connection.stream("ReadLog", parameters) { reply in
            try invocation.answerOne(reply) {
                let text = reply["text"]?.string ?? ""
                return isTerminal ? text.printableLines : text
            }
        }
        return .done
    }
}
