import Console
import Formats

extension Verb {
    private static let reason = Option("reason", value: "TEXT", "why, for all who see it")

    static let disableNotifier = Verb(
        "disable-notifier", operands: "NOTIFIER", count: 1...1,
        summary: "send nothing through a notifier",
        details: "Disables a notifier: what would be sent through it is listed as suppressed, and "
            + "is not sent later either.",
        options: [reason], example: "disable-notifier on-call --reason=\"on holiday\""
    ) { invocation in
        let name = try invocation.notifier(invocation.operands[0])
        var parameters: JSONObject = ["notifier": .string(name)]
        parameters["reason"] = invocation.arguments.value(reason).map(JSONValue.string)
        let reply = try await invocation.connect().call("DisableNotifier", parameters)
        try invocation.answer(reply) { "Disabled the notifier \(name).\n" }
        return .done
    }
}
