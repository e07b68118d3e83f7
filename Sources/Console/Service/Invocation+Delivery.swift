import Domain
import Formats

extension Invocation {
    /// The delivery that the operands name: its id, or a run and a notification of it.
    package func delivery(on connection: Connection) async throws -> String {
        guard operands.count == 2 else {
            guard let id = DeliveryID(operands[0]) else {
                throw Failure.usage(
                    "\"\(operands[0].printable)\" is no delivery: give the id that list-deliveries shows, "
                        + "or a run and the name of its notification")
            }
            return id.description
        }
        let run = try await run(operands[0], on: connection)
        let name = operands[1]
        let deliveries = try await connection.list(
            "ListDeliveries", ["run": .string(run)], member: "deliveries",
            atMost: ConsoleLimits.maximumRows
        ).rows.filter { $0["notification"]?.string == name }
        guard let id = deliveries.first?["id"]?.string else {
            throw Failure(
                "the run \(run.printable) has no delivery for a notification \(name.printable)",
                code: .notFound)
        }
        guard deliveries.count == 1 else {
            throw Failure(
                "the run \(run.printable) has \(deliveries.count) deliveries for the notification "
                    + "\(name.printable): give the id of one of them",
                lines: deliveries.map {
                    "\($0["id"]?.string ?? "")  \($0["state"]?.string ?? "")".printable
                })
        }
        return id
    }
}
