import Console
import Formats

extension Verb {
    static let cancelDelivery = Verb(
        "cancel-delivery", operands: DeliveryText.operands, count: 1...2,
        summary: "give up telling what was not told yet",
        details:
            "Ends a delivery that is pending: it is not sent any more. An attempt that is under way "
            + "may still arrive. retry-delivery takes it up again. \(DeliveryText.operandDetails)",
        options: [.project], example: "cancel-delivery nightly-backup on-call"
    ) { invocation in
        let connection = try await invocation.connect()
        let id = try await invocation.delivery(on: connection)
        let reply = try await connection.call("CancelDelivery", ["delivery": .string(id)])
        try invocation.answer(reply) { "Cancelled the delivery \(id.printable).\n" }
        return .done
    }
}
