import Console
import Domain
import Formats

extension Verb {
    static let why = Verb(
        "why", operands: "SCHEDULE|RUN [TIME]", count: 1...2,
        summary: "tell why an occurrence ran or did not",
        details: "Tells what became of the occurrence of a schedule at a time, or of the last one "
            + "before it: whether it ran, how late, how it ended and whom it told, or why it did not "
            + "run. TIME is an instant, or a time on the clock of the schedule's zone such as "
            + "2026-03-29T02:30; now, where left out. RUN is the uid of a run.",
        options: [.project], example: "why nightly-backup 2026-03-29T02:30"
    ) { invocation in
        var parameters: JSONObject
        let subject = invocation.operands[0]
        if UID(subject) != nil {
            guard invocation.operands.count == 1 else {
                throw Failure.usage("TIME goes with a schedule; a run has its own")
            }
            parameters = ["run": .string(subject)]
        } else {
            parameters = try invocation.schedule(subject).parameters
            if invocation.operands.count == 2 {
                parameters["at"] = .string(invocation.operands[1])
            }
        }
        let reply = try await invocation.connect().call("Why", parameters)
        try invocation.answer(reply) {
            let findings = (reply["findings"]?.array ?? []).map { text(of: $0, invocation.time) }
            var answer = (reply["answer"]?.string ?? "").printable
            if let occurrence = reply["occurrence"], occurrence != .null {
                answer = "Due \(invocation.time.text(occurrence)). \(answer)"
            }
            return ([answer.wrapped(at: ConsoleLimits.columns)] + [""] + findings)
                .joined(separator: "\n") + "\n"
        }
        return .done
    }

    /// `2026-03-29 03:00:00  started`, with what does not fit below it.
    private static func text(of finding: JSONValue, _ time: LocalTime) -> String {
        func shown(_ name: String) -> String? {
            finding[name]?.string.flatMap { Timestamp($0) }.map(time.absolute)
        }
        var text = finding["text"]?.string ?? ""
        let from = shown("from") ?? ""
        if let until = shown("until"), until != from { text += " (until \(until))" }
        let width = ConsoleLimits.timeColumns
        return from + String(repeating: " ", count: max(0, width - from.count))
            + text.printable.wrapped(at: ConsoleLimits.columns, indent: width)
    }
}
