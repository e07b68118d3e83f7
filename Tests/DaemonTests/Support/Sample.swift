import Formats

/// A schedule for the wire that is not due while a test runs.
func schedule(
    _ name: JSONValue, _ script: String = "true", _ members: JSONObject = [:]
) -> JSONValue {
    var schedule: JSONObject = [
        "name": name, "when": "0 0 29 2 *", "command": ["/bin/sh", "-c", .string(script)],
    ]
    for (name, value) in members.members { schedule[name] = value }
    return .object(schedule)
}
