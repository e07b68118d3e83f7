import Console
import Formats

extension Verb {
    static let enableNotifier = Verb(
        "enable-notifier", operands: "NOTIFIER", count: 1...1,
        summary: "send through a disabled notifier again",
        details: "Enables a notifier for what is to be told from now on. What was suppressed "
            + "meanwhile is not sent; see resend-notifications.",
        example: "enable-notifier on-call"
    ) { invocation in
        let name = try invocation.notifier(invocation.operands[0])
        let reply = try await invocation.connect().call(
            "EnableNotifier", ["notifier": .string(name)])
        try invocation.answer(reply) { "Enabled the notifier \(name).\n" }
        return .done
    }
}
