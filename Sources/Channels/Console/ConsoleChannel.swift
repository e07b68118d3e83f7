package import Domain
package import Formats

/// Writes to the program's own log: a line for the message, and one for each run.
package struct ConsoleChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "console", summary: "Writes the message to the log of notifyd itself.", parameters: []
    )

    package init(parameters: JSONObject) throws(ParameterErrors) {
        try Parameters(parameters, of: Self.declaration).finish()
    }

    package var destination: Destination {
        Destination(key: "console", text: "the log of notifyd")
    }

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
        return .log(
            texts.map {
                LogLine(message.severity, $0.cleaned(oneLine: true).cut(to: Limits.logLine))
            })
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        switch reply {
        case .logged: .delivered
        case .http, .irc, .smtp, .program, .failed:
            .retry(after: nil, reason: "the log was not written")
        }
    }
}
