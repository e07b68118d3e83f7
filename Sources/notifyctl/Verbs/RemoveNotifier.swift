import Console
import Formats

extension Verb {
    private static let force = Option("force", "remove it even while it is in use")

    static let removeNotifier = Verb(
        "remove-notifier", operands: "NOTIFIER", count: 1...1, summary: "remove a notifier",
        details: "Removes a notifier that nothing uses. With --force what uses it goes on without "
            + "it: what it has to tell through it fails to be delivered, and says why.",
        options: [force], example: "remove-notifier on-call"
    ) { invocation in
        let name = try invocation.notifier(invocation.operands[0])
        var parameters: JSONObject = ["notifier": .string(name)]
        if invocation.arguments.has(force) { parameters["force"] = true }
        let reply = try await invocation.connect().call("RemoveNotifier", parameters)
        try invocation.answer(reply) { "Removed the notifier \(name).\n" }
        return .done
    }
}
