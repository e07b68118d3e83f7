package import Formats

extension Schedule {
    /// The schedule in the form that templates and webhook bodies see.
    package var object: JSONValue {
        var spec: JSONObject = [
            "when": .string(definition.when),
            "command": .array(definition.command.arguments.map(JSONValue.string)),
        ]
        spec["timezone"] = definition.timezone.map(JSONValue.string)
        if !definition.description.isEmpty {
            spec["description"] = .string(definition.description)
        }
        return [
            "kind": "schedule",
            "metadata": [
                "name": .string(key.name.text), "project": .string(key.project.text),
                "labels": .object(
                    JSONObject(
                        definition.labels.sorted { $0.key < $1.key }
                            .map { ($0.key, .string($0.value)) })),
            ],
            "spec": .object(spec),
            "status": ["state": "created", "created_at": .string(createdAt.description)],
        ]
    }
}
