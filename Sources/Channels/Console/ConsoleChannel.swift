package import Domain
package import Formats

/// Writes to the program's own log: a line for the message, and one for each run.
package struct ConsoleChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "console", summary: "Writes the message to the log of notifyd itself.",
        parameters: [],
        digestLength: Limits.logLine / 2)

    package init(parameters: JSONObject) throws(ParameterErrors) {
        try Parameters(parameters, of: Self.declaration).finish()
    }

    package var destination: Destination { .log }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        var texts = ["[\(message.severity.rawValue)] \(message.text)"]
        for run in message.runs.prefix(Limits.loggedRuns).map(RunSummary.init) {
            let result = run.error ?? run.results.joined(separator: ",")
            let words = [run.state, run.name, run.uid, result]
            texts.append(words.filter { !$0.isEmpty }.joined(separator: " "))
        }
        if message.runs.count > Limits.loggedRuns {
            texts.append("… and \(message.runs.count - Limits.loggedRuns) more runs")
        }
        return .log(texts.map { LogLine($0, of: message, by: Self.declaration.kind) })
    }

    package func verdict(on reply: ChannelReply) -> Verdict { LogVerdict.of(reply) }
}
