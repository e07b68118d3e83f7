import Console
import Formats

extension Verb {
    static let showNotifier = Verb(
        "show-notifier", operands: "NOTIFIER", count: 1...1,
        summary: "show one notifier and what uses it",
        details: "Shows a notifier with its parameters and what has notifications that use it. "
            + "Secrets are shown as ********, references to secrets as they are.",
        example: "show-notifier on-call"
    ) { invocation in
        let name = try invocation.notifier(invocation.operands[0])
        let reply = try await invocation.connect().call(
            "ShowNotifier", ["notifier": .string(name)])
        try invocation.answer(reply) { text(reply, invocation) }
        return .done
    }

    private static func text(_ reply: JSONObject, _ invocation: Invocation) -> String {
        let notifier = reply["notifier"] ?? [:]
        var table = Table()
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { table.add(Table.Cell("\(name):"), Table.Cell(text)) }
        }
        add("Notifier", notifier["name"]?.string)
        add("Kind", notifier["kind"]?.string)
        for member in ["params", "secret_params"] {
            for (name, value) in notifier[member]?.object?.members ?? [] {
                add("Parameter", "\(name)=\(value.string ?? value.text)")
            }
        }
        add("Owner", notifier["owner"]?.string)
        add("Shared", notifier["shared"] == true ? "yes" : "no")
        add("State", NotifierText.state(notifier))
        add("Created", invocation.time.text(notifier["created_at"]))
        add("Changed", invocation.time.text(notifier["changed_at"]))
        for user in reply["users"]?.array ?? [] { add("Used by", user.string) }
        if reply["more_users"] == true { add("Used by", "and more") }
        return table.text(for: invocation.output.terminal)
    }
}
