import Domain
package import Formats

/// One verb being run: what it was asked, and what it answers through.
package final class Invocation: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case table, json
    }

    package let program: String
    package let verbs: [Verb]
    package let arguments: Arguments
    package let format: Format
    package let output: Output
    /// For verbs that show times.
    package let time: LocalTime
    let help: HelpText

    init(
        program: String, verbs: [Verb], help: HelpText, arguments: Arguments, output: Output,
        time: LocalTime
    ) throws(Failure) {
        self.program = program
        self.verbs = verbs
        self.help = help
        self.arguments = arguments
        self.output = output
        self.time = time
        let word = arguments.value(.output) ?? Format.table.rawValue
        guard let format = Format(rawValue: word) else {
            throw .usage("--output takes table or json, not \"\(word.printable)\"")
        }
        self.format = format
    }

    package var operands: [String] { arguments.operands }

    package func connect() async throws -> Connection {
        try await Connection.open(SocketPath.choose(arguments.value(.socket)))
    }

    /// The project to list, where one is named.
    package func project() throws(Failure) -> String? {
        guard let project = arguments.value(.project) else { return nil }
        return try ScheduleArgument.checked(project)
    }

    /// The project that an operand or another option names.
    package func project(_ text: String) throws(Failure) -> String {
        try ScheduleArgument.checked(text)
    }

    /// The schedule that an operand names.
    package func schedule(_ text: String) throws(Failure) -> ScheduleArgument {
        try ScheduleArgument(text, project: arguments.value(.project))
    }

    /// The notifier that an operand names.
    package func notifier(_ text: String) throws(Failure) -> String {
        try ScheduleArgument.checked(text)
    }

    /// The run that an operand names: by its uid, or the last one of the schedule of that name.
    package func run(_ text: String, on connection: Connection) async throws -> String {
        if let uid = UID(text) { return uid.description }
        let schedule = try schedule(text)
        var parameters = schedule.parameters
        parameters["limit"] = 1
        let runs = try await connection.call("ListRuns", parameters)["runs"]?.array ?? []
        guard let uid = runs.first?["uid"]?.string else {
            throw Failure("the schedule \(schedule.shown) has no run", code: .notFound)
        }
        if format == .table {
            output.remark("\(program): the last run of \(schedule.shown) is \(uid.printable)")
        }
        return uid
    }

    /// Answers with one JSON document, or with what the function makes for people.
    package func answer(_ object: JSONObject, table: () throws -> String) throws {
        switch format {
        case .json: try output.line(JSONValue.object(object).indentedText)
        case .table: try output.write(table())
        }
    }

    /// Answers with one JSON object on a line, or with what the function makes for people.
    package func answerOne(_ object: JSONObject, text: () throws -> String) throws {
        switch format {
        case .json: try output.line(JSONValue.object(object).text)
        case .table: try output.write(text())
        }
    }

    /// The help of one verb, or that of the program.
    package func help(of name: String?) throws(Failure) -> String {
        guard let name else { return help.overview() }
        return help.verb(try Program.verb(name, among: verbs))
    }
}
