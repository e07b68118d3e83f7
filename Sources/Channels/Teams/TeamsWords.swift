internal import Domain
internal import Formats

/// What a message to Teams says, cut to what one may have.
struct TeamsWords {
    typealias Field = (name: String, value: String)

    /// The severity with the first line.
    let heading: String
    /// The other lines.
    let text: String
    /// The fields of each run.
    let runs: [[Field]]
    /// How many runs are not shown.
    let furtherRuns: Int
    let links: [(title: String, target: MessageLinks.Target)]

    init(_ message: Message) {
        let whole = "[\(message.severity.rawValue)] \(message.text)".cleaned()
        let end = whole.firstIndex(of: "\n") ?? whole.endIndex
        let line = String(whole[..<end])
        let (head, rest) = line.divided(at: TeamsLimits.heading - 3, measure: \.jsonSize)
        heading = rest.isEmpty ? head : head + "…"
        let below = String(whole[end...].drop { $0 == "\n" })
        text = [rest, below].filter { !$0.isEmpty }.joined(separator: "\n")
            .cut(to: TeamsLimits.text, measure: \.jsonSize)
        runs = Self.fitting(message.runs)
        furtherRuns = message.runs.count - runs.count
        links = MessageLinks(message).entries.filter { entry in
            switch entry.target {
            case .page(let page): page.text.jsonSize <= TeamsLimits.link
            case .command(let command): command.jsonSize <= TeamsLimits.link
            }
        }
    }

    /// The fields of as many runs as there is room for.
    private static func fitting(_ runs: [JSONValue]) -> [[Field]] {
        var fitting: [[Field]] = []
        var room = TeamsLimits.runs
        for run in runs {
            let fields = fields(of: run)
            room -= fields.reduce(0) { size, field in
                size + field.name.jsonSize + field.value.jsonSize + TeamsLimits.piece * 2
            }
            if room < 0, !fitting.isEmpty { break }
            fitting.append(fields)
        }
        return fitting
    }

    /// The run's fields, each cut so that a single run always has room.
    private static func fields(of run: JSONValue) -> [Field] {
        var fields = RunFields(run, limit: TeamsLimits.field, results: TeamsLimits.results).fields
        let share = TeamsLimits.runs / (fields.count + 2) - TeamsLimits.piece * 2
        for index in fields.indices {
            // The results, which come last, have three shares.
            let room = fields[index].name == "Results" ? share * 3 : share
            fields[index].value = fields[index].value.cut(to: room, measure: \.jsonSize)
        }
        return fields
    }
}
