import Formats

/// The rules of values that a command is given, or reports.
enum CommandValue {
    /// What is wrong with a value; nil when nothing is.
    static func fault(_ value: JSONValue) -> String? {
        if value.depth > Limits.valueDepth {
            return "lists and objects may nest \(Limits.valueDepth) deep, not \(value.depth)"
        }
        return value.holdsNUL ? "must not contain a NUL byte" : nil
    }

    /// Bytes of a member within a JSON object, with what separates it from the next.
    static func bytes(_ name: String, _ value: JSONValue) -> Int {
        JSONValue.string(name).bytes.count + value.bytes.count + 2
    }

    /// Bytes of all members of an object.
    static func bytes(_ object: JSONObject) -> Int {
        object.members.reduce(0) { $0 + bytes($1.name, $1.value) }
    }
}
