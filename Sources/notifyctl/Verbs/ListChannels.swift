import Console
import Formats

extension Verb {
    static let listChannels = Verb(
        "list-channels", summary: "list the kinds of channels there are",
        details: "Lists what notifyd can tell through. A kind that is not enabled is left out of "
            + "PN_SERVICES in the environment of notifyd, and may not be used.",
        example: "list-channels"
    ) { invocation in
        let reply = try await invocation.connect().call("ListChannels")
        try invocation.answer(reply) {
            let channels = reply["channels"]?.array ?? []
            let saysState = channels.contains { $0["enabled"] != true }
            var table = Table(saysState ? ["KIND", "STATE", "SUMMARY"] : ["KIND", "SUMMARY"])
            for channel in channels {
                let state = channel["enabled"] == true ? "enabled" : "not enabled"
                table.add(
                    [Table.Cell(channel["kind"]?.string ?? "")]
                        + (saysState ? [Table.Cell(state)] : [])
                        + [Table.Cell(channel["summary"]?.string ?? "")])
            }
            return table.text(for: invocation.output.terminal)
        }
        return .done
    }
}
