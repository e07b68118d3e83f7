import CSchema
import Domain
import Formats

/// The JSON Schema of schedule files, and the part of it that follows from declarations.
enum SchemaFile {
    static let value: JSONValue = {
        let text = unsafe schema_schedule_file
        let bytes = unsafe UnsafeRawBufferPointer(start: text.text, count: text.length)
        return unsafe (try? JSONValue(parsing: Array(bytes))) ?? .null
    }()

    static subscript(path: String...) -> JSONValue? {
        path.reduce(Optional(value)) { $0?[$1] }
    }

    static func properties(_ definition: String) -> JSONObject {
        self["$defs", definition, "properties"]?.object ?? [:]
    }

    /// What the schema has to say of a channel's parameters.
    static func condition(_ channel: ChannelDeclaration) -> JSONValue {
        let properties = channel.parameters.map {
            ($0.name, property($0, isNeeded: channel.needs($0)))
        }
        let params: JSONValue = [
            "description": .string(channel.summary), "additionalProperties": false,
            "properties": .object(JSONObject(properties)),
        ]
        let secretParams: JSONValue = [
            "additionalProperties": false,
            "properties": .object(
                JSONObject(channel.parameters.map { ($0.name, ["writeOnly": true]) })),
        ]
        var then: JSONObject = ["properties": ["params": params, "secret_params": secretParams]]
        // What the environment may supply need not be given.
        func needed(_ names: [String]) -> [String] {
            names.filter { name in
                channel.parameters.first { $0.name == name }?.environment.isEmpty ?? true
            }
        }
        let required = needed(channel.parameters.filter(\.isRequired).map(\.name))
        var groups = channel.alternatives.map(needed)
        if groups.isEmpty || groups.contains([]) { groups = [[]] }
        if groups != [[]] || !required.isEmpty {
            let whole: [JSONValue] = groups.map { group in
                let names = (required + group).map(JSONValue.string)
                return [
                    "required": ["params"],
                    "properties": ["params": ["required": .array(names)]],
                ]
            }
            then["anyOf"] = .array([["required": ["secret_params"]]] + whole)
        }
        let kind: JSONValue = ["kind": ["const": .string(channel.kind)]]
        return ["if": ["required": ["kind"], "properties": kind], "then": .object(then)]
    }

    private static func property(
        _ parameter: ParameterDeclaration, isNeeded: Bool
    ) -> JSONValue {
        var property: JSONObject = ["description": .string(parameter.meaning)]
        switch parameter.form {
        case .text: property["type"] = "string"
        case .boolean: property["type"] = "boolean"
        case .integer: property["type"] = "integer"
        case .object: property["type"] = "object"
        case .texts:
            let text: JSONObject =
                isNeeded ? ["type": "string", "minLength": 1] : ["type": "string"]
            var list: JSONObject = ["type": "array", "items": ["type": "string"]]
            if isNeeded { list["minItems"] = 1 }
            property["anyOf"] = [.object(text), .object(list)]
        case .any: break
        }
        if parameter.form == .text, isNeeded { property["minLength"] = 1 }
        property["default"] = parameter.standard
        if parameter.isSecret { property["writeOnly"] = true }
        return .object(property)
    }
}
