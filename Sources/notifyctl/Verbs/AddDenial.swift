import Console
import Formats

extension Verb {
    private static let kind = Option(
        "kind", value: "KIND", "only for this kind of channel, such as mail")
    private static let reason = Option("reason", value: "TEXT", "why, for all who see it")

    static let addDenial = Verb(
        "add-denial", operands: "ADDRESS", count: 1...1,
        summary: "let nothing be sent to an address",
        details: "Denies an address: a mail address, a host, a room, or with * many, such as "
            + "\"*@example.org\". What would go there is suppressed, what waits for it too; mail "
            + "still goes to the other recipients. Denied again, it gets the new reason. For "
            + "administrators.",
        options: [kind, reason], example: "add-denial --kind=mail --reason=bounced old@example.org"
    ) { invocation in
        var parameters: JSONObject = ["address": .string(invocation.operands[0])]
        parameters["kind"] = invocation.arguments.value(kind).map(JSONValue.string)
        parameters["reason"] = invocation.arguments.value(reason).map(JSONValue.string)
        let reply = try await invocation.connect().call("AddDenial", parameters)
        try invocation.answer(reply) {
            "Nothing is sent to \(invocation.operands[0].printable) any more.\n"
        }
        return .done
    }
}
