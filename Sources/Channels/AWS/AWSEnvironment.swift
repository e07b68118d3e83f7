internal import Domain
package import Formats

/// What the environment says to channels of Amazon Web Services where their parameters do not.
package enum AWSEnvironment {
    /// The variables of parameters by their kinds: the names that all tools know, and pulse-notifier's.
    private static let variables: [String: [(parameter: String, names: [String])]] = [
        "log_collect": [("bucket", ["S3_BUCKET"]), ("region", regions)],
        "ses": [("from", ["SES_EMAIL"]), ("region", regions)],
        "sns": [("topic", ["SNS_ARN"])],
    ]
    private static let regions = ["AWS_REGION", "AWS_DEFAULT_REGION"]

    /// The parameters of a channel, with what the environment adds to them.
    package static func completing(
        _ parameters: JSONObject, ofKind kind: String, from environment: (String) -> String?
    ) -> JSONObject {
        var completed = parameters
        for (parameter, names) in variables[kind] ?? [] where isMissing(parameter, parameters) {
            guard let value = names.lazy.compactMap(environment).first(where: { !$0.isEmpty })
            else { continue }
            completed[parameter] = .string(value)
        }
        return completed
    }

    /// What is missing although the environment was asked for it.
    static func faults(_ completed: JSONObject, ofKind kind: String) -> [Fault] {
        (variables[kind] ?? []).compactMap { parameter, names in
            guard isMissing(parameter, completed) else { return nil }
            // Other servers have one that all know.
            if parameter == "region", !isMissing("endpoint", completed) { return nil }
            return Fault(path: parameter, message: "is missing: \(words(parameter, names))")
        }
    }

    /// Why a message cannot be sent without a parameter.
    static func missing(_ parameter: String, ofKind kind: String) -> UnsendableMessage {
        let names = variables[kind]?.first { $0.parameter == parameter }?.names ?? []
        return UnsendableMessage(
            "the parameter \(parameter) is missing: \(words(parameter, names))")
    }

    private static func words(_ parameter: String, _ names: [String]) -> String {
        "give it, or set \(names.joined(separator: " or ")) in the environment of notifyd"
    }

    private static func isMissing(_ parameter: String, _ parameters: JSONObject) -> Bool {
        [nil, .null, ""].contains(parameters[parameter])
    }
}
