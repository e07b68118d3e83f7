import Console
import Formats

extension Verb {
    private static let kind = Option(
        "kind", value: "KIND", "the denial for this kind of channel, such as mail")

    static let removeDenial = Verb(
        "remove-denial", operands: "ADDRESS", count: 1...1,
        summary: "let an address be sent to again",
        details: "Removes a denial, written as list-denials shows it. What was suppressed "
            + "meanwhile is not sent later: notifyctl retry-delivery sends it. For administrators.",
        options: [kind], example: "remove-denial --kind=mail old@example.org"
    ) { invocation in
        var parameters: JSONObject = ["address": .string(invocation.operands[0])]
        parameters["kind"] = invocation.arguments.value(kind).map(JSONValue.string)
        let reply = try await invocation.connect().call("RemoveDenial", parameters)
        let address = invocation.operands[0].printable
        try invocation.answer(reply) {
            reply["removed"] == true
                ? "Removed the denial of \(address).\n" : "There was no denial of \(address).\n"
        }
        return .done
    }
}
