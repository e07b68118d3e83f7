internal import Domain

/// The runs of a message as the fields of sections: two for each run.
enum SlackRuns {
    /// The fields of each section; at most `room` sections.
    ///
    /// - Parameter page: where a single run is shown.
    static func sections(
        _ runs: [RunSummary], page: HTTPAddress? = nil, room: Int
    ) -> [[String]] {
        if runs.isEmpty || room < 1 { return [] }
        var fields = ["*Runs*", "*Results*"]
        var size = 0
        let places = room * SlackLimits.fieldsPerSection / 2 - 2
        for (index, run) in runs.enumerated() {
            let pair = [
                name(of: run, page: runs.count == 1 ? page : nil), result(of: run),
            ]
            size += pair.reduce(0) { $0 + $1.utf16.count }
            if index > 0, index >= places || size > SlackLimits.allFields {
                fields += ["…", "and \(runs.count - index) more"]
                break
            }
            fields += pair
        }
        return stride(from: 0, to: fields.count, by: SlackLimits.fieldsPerSection).map { start in
            Array(fields[start..<min(start + SlackLimits.fieldsPerSection, fields.count)])
        }
    }

    private static func name(of run: RunSummary, page: HTTPAddress?) -> String {
        let emoji = emojis[run.state] ?? ":question:"
        let name = run.name.cleaned(oneLine: true)
        let room = SlackLimits.field - emoji.utf16.count - 2
        if let page, let link = SlackText.link(to: page, name, limit: room) {
            return "\(emoji)  \(link)"
        }
        return "\(emoji)  \(SlackText.escaped(name, limit: room))"
    }

    private static func result(of run: RunSummary) -> String {
        let text = run.result(separator: ", ").cleaned(oneLine: true)
        // An asterisk of its own would end the bold type early.
        guard run.error != nil, !text.contains("*") else {
            return SlackText.escaped(text, limit: SlackLimits.field)
        }
        return "*\(SlackText.escaped(text, limit: SlackLimits.field - 2))*"
    }

    private static let emojis = [
        RunState.pending.rawValue: ":hourglass_flowing_sand:",
        RunState.running.rawValue: ":man-running:",
        RunState.completed.rawValue: ":smiley:",
        RunState.error.rawValue: ":x:",
        RunState.aborted.rawValue: ":octagonal_sign:",
        RunState.skipped.rawValue: ":zzz:",
    ]
}
