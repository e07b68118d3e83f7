import Console
import Formats

extension Verb {
    static let reload = Verb(
        "reload",
        summary: "have settings and schedule files read again",
        details:
            "Has the service read its settings and the schedule files of administrators again, "
            + "see notifyd.yaml(5). When anything is wrong in them, it is told and all stays as it "
            + "was. For administrators.",
        example: "reload"
    ) { invocation in
        let reply = try await invocation.connect().call("Reload")
        try invocation.answer(reply) {
            let pending = (reply["after_restart"]?.array ?? []).compactMap(\.string)
            guard !pending.isEmpty else {
                return "Settings and schedule files count as they are now.\n"
            }
            return "Settings and schedule files count as they are now, but for "
                + "\(pending.joined(separator: ", ")): restart notifyd for that.\n"
        }
        return .done
    }
}
