import Console
import Formats

extension Verb {
    private static let name = Option(
        "name", value: "NOTIFICATION",
        "only this one of its notifications, even if it does not listen")

    static let resendNotifications = Verb(
        "resend-notifications", operands: "RUN", count: 1...1,
        summary: "send the notifications of a run once more",
        details:
            "Sends the notifications of a run that has ended once more, as new deliveries with new ids, "
            + "so that no receiver drops them. RUN is its uid, or a schedule for its last run.",
        options: [.project, name], example: "resend-notifications nightly-backup --name=on-call"
    ) { invocation in
        let connection = try await invocation.connect()
        let uid = try await invocation.run(invocation.operands[0], on: connection)
        var parameters: JSONObject = ["run": .string(uid)]
        parameters["notification"] = invocation.arguments.value(name).map(JSONValue.string)
        let reply = try await connection.call("ResendNotifications", parameters)
        try invocation.answer(reply) {
            switch reply["deliveries"]?.integer {
            case 1: "Sending 1 notification once more.\n"
            case let count: "Sending \(count ?? 0) notifications once more.\n"
            }
        }
        return .done
    }
}
