import Console
import Formats

extension Verb {
    static let retryDelivery = Verb(
        "retry-delivery", operands: DeliveryText.operands, count: 1...2,
        summary: "try now to tell what was not told",
        details:
            "Tries a delivery now that waits for its next attempt, was given up or was cancelled, "
            + "even if its destination is left alone at the moment. What was sent is sent once more by "
            + "resend-notifications. \(DeliveryText.operandDetails)",
        options: [.project], example: "retry-delivery nightly-backup on-call"
    ) { invocation in
        let connection = try await invocation.connect()
        let id = try await invocation.delivery(on: connection)
        let reply = try await connection.call("RetryDelivery", ["delivery": .string(id)])
        try invocation.answer(reply) { "Trying the delivery \(id.printable) now.\n" }
        return .done
    }
}
