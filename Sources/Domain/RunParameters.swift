package import Formats

/// The rules of a run's parameters, which its command finds in its environment.
package enum RunParameters {
    /// What is wrong with one parameter; nil when nothing is.
    ///
    /// - Parameter environment: the variables of the schedule, which have names of their own.
    package static func fault(
        _ name: String, _ value: JSONValue, beside environment: [String: String]
    ) -> String? {
        fault(ofName: name, beside: environment) ?? CommandValue.fault(value)
    }

    /// What is wrong with a parameter's name; nil when nothing is.
    package static func fault(
        ofName name: String, beside environment: [String: String] = [:]
    ) -> String? {
        let isVariable = name.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"):
                true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
            default: false
            }
        }
        if !isVariable || name.isEmpty || name.utf8.count > Limits.nameLength {
            return
                "the name of a parameter has 1 to \(Limits.nameLength) letters, digits and _, and "
                + "does not begin with a digit: it becomes a variable's"
        }
        if name.hasPrefix("NOTIFYD_") {
            return "names that begin with NOTIFYD_ are notifyd's own: choose another"
        }
        return environment[name] == nil
            ? nil : "\"environment\" has a variable of this name already: choose another"
    }

    /// What is wrong with how many there are; nil when nothing is.
    package static func fault(ofCount count: Int) -> String? {
        count <= Limits.runParameters
            ? nil : "must have at most \(Limits.runParameters) parameters, not \(count)"
    }

    /// What is wrong with all parameters together; nil when nothing is.
    package static func fault(_ parameters: JSONObject) -> String? {
        if let message = fault(ofCount: parameters.count) { return message }
        let bytes = CommandValue.bytes(parameters)
        return bytes <= Limits.runParameterBytes
            ? nil
            : "must have at most \(Limits.runParameterBytes / 1024) KiB as JSON, not "
                + "\((bytes + 1023) / 1024): put what is long into a file"
    }

    /// The parameters of a schedule, some of them replaced and some added for one run.
    package static func merged(_ own: JSONObject, with others: JSONObject) -> JSONObject {
        var merged = own
        for (name, value) in others.members { merged[name] = value }
        return merged
    }

    /// Everything that is wrong with parameters for one run of a schedule.
    ///
    /// - Parameter path: what they are called where they were written.
    package static func faults(
        _ parameters: JSONObject, for definition: ScheduleDefinition, path: String
    ) -> [Fault] {
        if let message = fault(ofCount: parameters.count) {
            return [Fault(path: path, message: message)]
        }
        var faults = parameters.members.compactMap { name, value in
            fault(name, value, beside: definition.environment).map {
                Fault(path: "\(path).\(name.shown)", message: $0)
            }
        }
        if faults.isEmpty,
            let message = fault(merged(definition.parameters, with: parameters))
        {
            faults.append(Fault(path: path, message: message))
        }
        return faults
    }
}
