internal import Domain
internal import Formats

/// A message as a title, its words and its runs, for services that show texts of some lines.
struct Sketch {
    /// One line that is never blank.
    let title: String
    /// What it says beyond the title; empty where that is all.
    let words: String
    /// A line for each run.
    let runs: [String]
    /// How many runs are not shown.
    let furtherRuns: Int

    /// - Parameters:
    ///   - titleLimit: UTF-16 units of the title.
    ///   - runLimit: UTF-16 units of a run's line.
    ///   - mostRuns: runs that have a line.
    init(_ message: Message, titleLimit: Int, runLimit: Int = 1000, mostRuns: Int = 20) {
        let subject = message.subject.cleaned(oneLine: true)
        let isBlank = subject.allSatisfy(\.isWhitespace)
        title = "\(Self.mark(of: message)) \(isBlank ? message.name.text : subject)"
            .cut(to: titleLimit)
        let text = message.text.cleaned()
        let isSame = text == subject || text.allSatisfy(\.isWhitespace)
        words = isSame ? "" : text
        runs = message.runs.prefix(mostRuns).map(RunSummary.init).map { run in
            let name = run.name.cleaned(oneLine: true)
            let result = run.result(separator: ", ").cleaned(oneLine: true)
            return "\(Self.mark(ofState: run.state)) \(name): \(result)".cut(to: runLimit)
        }
        furtherRuns = message.runs.count - runs.count
    }

    /// The lines of the runs, and one that says how many more there are.
    var runLines: [String] { furtherRuns > 0 ? runs + ["… and \(furtherRuns) more"] : runs }

    /// All but the title as lines of text.
    var body: String {
        ([words].filter { !$0.isEmpty } + (runs.isEmpty ? [] : [runLines.joined(separator: "\n")]))
            .joined(separator: "\n\n")
    }

    /// The sign of a message: of its run's state, or of its severity where it is of none.
    private static func mark(of message: Message) -> String {
        if let run = message.runs.first { return mark(ofState: RunSummary(run).state) }
        return switch message.severity {
        case .debug, .info: "🔔"
        case .warning: "⚠️"
        case .error: "❌"
        }
    }

    static func mark(ofState state: String) -> String {
        switch RunState(rawValue: state) {
        case .pending?: "⏳"
        case .running?: "🏃"
        case .completed?: "✅"
        case .error?: "❌"
        case .aborted?: "🛑"
        case .skipped?: "💤"
        case nil: "❔"
        }
    }
}
