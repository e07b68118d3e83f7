import Domain
import Formats

/// What is stored of a schedule's definition as JSON: all but its key, pause and notifications.
struct DefinitionBody: Hashable, Sendable {
    private let definition: ScheduleDefinition

    init(_ definition: ScheduleDefinition) {
        var body = definition
        body.key = Self.noKey
        body.paused = nil
        body.notifications = []
        self.definition = body
    }

    /// Whether the occurrences of the two are the same.
    func isDueLike(_ other: DefinitionBody) -> Bool {
        definition.isDueLike(other.definition)
    }

    var policies: Policies { definition.policies }
    var parameters: JSONObject { definition.parameters }
    /// Whom its commands run as; nil for the schedule's owner.
    var user: String? { definition.user }

    /// The definition as it is known outside.
    func definition(
        key: ScheduleKey, paused: Bool? = nil, notifications: [Notification]
    ) -> ScheduleDefinition {
        var whole = definition
        whole.key = key
        whole.paused = paused
        whole.notifications = notifications
        return whole
    }

    /// Stands in for a definition that cannot be read, where one is needed to tell of its run.
    static let unreadable = DefinitionBody(
        ScheduleDefinition(key: noKey, when: "", command: CommandLine(arguments: [""])))

    private static let noKey = ScheduleKey(name: .defaultProject)

    var json: JSONValue {
        var object: JSONObject = [
            "when": .string(definition.when),
            "command": .array(definition.command.arguments.map(JSONValue.string)),
            "grace": .integer(definition.grace.microseconds),
            "success_exit_codes": .array(
                definition.successExitCodes.map { .integer(Int64($0)) }),
            "limits": .object(limits),
            "policies": definition.policies.json,
        ]
        object["timezone"] = definition.timezone.map(JSONValue.string)
        object["timeout"] = definition.timeout.map { .integer($0.microseconds) }
        object["directory"] = definition.directory.map(JSONValue.string)
        object["user"] = definition.user.map(JSONValue.string)
        if !definition.description.isEmpty {
            object["description"] = .string(definition.description)
        }
        if !definition.labels.isEmpty { object["labels"] = Self.json(definition.labels) }
        if !definition.environment.isEmpty {
            object["environment"] = Self.json(definition.environment)
        }
        if !definition.parameters.isEmpty { object["parameters"] = .object(definition.parameters) }
        return .object(object)
    }

    private var limits: JSONObject {
        var object: JSONObject = ["output": .integer(definition.limits.output)]
        object["memory"] = definition.limits.memory.map(JSONValue.integer)
        object["cpu"] = definition.limits.cpu.map(JSONValue.integer)
        object["processes"] = definition.limits.processes.map(JSONValue.integer)
        object["open_files"] = definition.limits.openFiles.map(JSONValue.integer)
        object["nice"] = definition.limits.nice.map { .integer(Int64($0)) }
        return object
    }

    private static func json(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    init(json text: String) throws(UnreadableRow) {
        let json = try JSONReader(text: text)
        let limits = try json.object("limits")
        let arguments = try json.texts("command")
        guard !arguments.isEmpty else { throw UnreadableRow("the command is empty") }
        definition = ScheduleDefinition(
            key: Self.noKey,
            description: try json.optionalText("description") ?? "",
            labels: try json.textsByName("labels"),
            when: try json.text("when"),
            timezone: try json.optionalText("timezone"),
            command: CommandLine(arguments: arguments),
            environment: try json.textsByName("environment"),
            parameters: try json.optionalObject("parameters")?.object ?? [:],
            directory: try json.optionalText("directory"),
            user: try json.optionalText("user"),
            limits: RunLimits(
                memory: try limits.optionalInteger("memory"),
                cpu: try limits.optionalInteger("cpu"),
                processes: try limits.optionalInteger("processes"),
                openFiles: try limits.optionalInteger("open_files"),
                nice: try limits.optionalInteger("nice"),
                output: try limits.integer("output")),
            timeout: try json.optionalDuration("timeout"), grace: try json.duration("grace"),
            successExitCodes: try json.integers("success_exit_codes"),
            policies: try Policies(json.object("policies")))
    }
}
