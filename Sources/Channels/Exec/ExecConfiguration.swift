internal import Domain
internal import Formats

/// The parameters of a command, checked.
struct ExecConfiguration: Sendable {
    /// The program and its arguments.
    let command: [String]
    /// Open and secret ones together.
    let parameters: JSONObject
    let timeout: Duration
    private let isLine: Bool

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: ExecChannel.declaration)
        isLine = parameters.text("command") != nil
        command = Self.command(&parameters)
        var all = parameters.object("options") ?? [:]
        for (name, value) in parameters.object("secrets")?.members ?? [] {
            if all[name] != nil {
                parameters.fault("secrets", "has \(name.shown), as \"options\" has: leave one out")
            }
            all[name] = value
        }
        self.parameters = all
        timeout = Self.timeout(&parameters)
        try parameters.finish()
    }

    private static func command(_ parameters: inout Parameters) -> [String] {
        if let line = parameters.text("command") {
            if line.allSatisfy(\.isWhitespace) { parameters.fault("command", "says nothing") }
            check([line], &parameters)
            return CommandLine(shell: line).arguments
        }
        let words = parameters.texts("command")
        guard let program = words.first else { return [] }
        check(words, &parameters)
        if program.isEmpty || (program.contains("/") && !program.hasPrefix("/")) {
            parameters.fault(
                "command",
                "must begin with an absolute path, or with a name that is found in PATH")
        }
        return words
    }

    private static func check(_ words: [String], _ parameters: inout Parameters) {
        if words.count > ProgramLimits.words {
            parameters.fault("command", "has more than \(ProgramLimits.words) words")
        }
        if words.contains(where: { $0.utf8.count > ProgramLimits.wordBytes }) {
            parameters.fault(
                "command", "has a word of more than \(ProgramLimits.wordBytes) bytes")
        }
        if words.contains(where: { $0.utf8.contains(0) }) {
            parameters.fault("command", "must not contain a NUL byte")
        }
    }

    private static func timeout(_ parameters: inout Parameters) -> Duration {
        guard let seconds = parameters.integer("timeout") else { return ProgramLimits.timeout }
        if !ProgramLimits.timeouts.contains(seconds) {
            let (least, most) = (
                ProgramLimits.timeouts.lowerBound, ProgramLimits.timeouts.upperBound
            )
            parameters.fault("timeout", "must be \(least) to \(most) seconds")
        }
        return .seconds(seconds)
    }

    /// Its arguments may be meant for nobody else.
    var shownText: String {
        if isLine { return "a command of the shell" }
        let name = command[0].split(separator: "/").last ?? "?"
        return "the command \(String(name).cleaned(oneLine: true).cut(to: Limits.excerpt))"
    }
}
