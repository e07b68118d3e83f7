import Console
import Formats

extension Verb {
    static let status = Verb(
        "status", summary: "show how notifyd itself is doing",
        details: "Shows since when notifyd runs, what it has to do, and which destinations do not "
            + "answer and which plugins cannot be used.",
        example: "status"
    ) { invocation in
        let reply = try await invocation.connect().call("GetStatus")
        try invocation.answer(reply) {
            let time = invocation.time
            var table = Table()
            func add(_ name: String, _ text: String?) {
                if let text, !text.isEmpty { table.add(Table.Cell("\(name):"), Table.Cell(text)) }
            }
            add("Version", reply["version"]?.string)
            add("Running since", time.text(reply["started_at"]))
            add("Schedules", reply["schedules"]?.text)
            add("Active runs", reply["active_runs"]?.text)
            add("Waiting runs", reply["waiting_runs"]?.text)
            add("Pending deliveries", reply["pending_deliveries"]?.text)
            add("Oldest pending", time.text(reply["oldest_pending_since"]))
            for destination in reply["failing_destinations"]?.array ?? [] {
                table.add("Failing:", Table.Cell(destination.string ?? "", .red))
            }
            for plugin in reply["failing_plugins"]?.array ?? [] {
                table.add("Plugin:", Table.Cell(plugin.string ?? "", .red))
            }
            add("Launcher", reply["launcher"]?.string)
            add("State folder", reply["state_directory"]?.string)
            return table.text(for: invocation.output.terminal)
        }
        return .done
    }
}
