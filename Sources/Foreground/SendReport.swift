package import Channels
package import Domain
package import Formats

/// What became of one notification of one event.
package struct SendReport: Sendable {
    package let notification: Name
    package let kind: String
    package let occasion: Occasion
    package internal(set) var state = DeliveryState.pending
    package internal(set) var attempts = 0
    /// Why it is in its state, for people; empty when it was sent at once.
    package internal(set) var reason = ""
    /// What was asked for, but for the secrets in it; nil when nothing was.
    package internal(set) var request: ShownRequest?
    /// What came back; nil when no answer did.
    package internal(set) var answer: ShownAnswer?
    /// What the answer to the last attempt means; nil when there was no attempt.
    package internal(set) var verdict: Verdict?

    init(_ notification: Notification, _ event: Event) {
        self.notification = notification.name
        kind = notification.kind
        occasion = event.occasion
    }

    func ended(_ state: DeliveryState, _ reason: String) -> SendReport {
        var report = self
        report.state = state
        report.reason = reason
        return report
    }

    /// The report in the form that programs see.
    package var object: JSONObject {
        var object: JSONObject = [
            "notification": .string(notification.text), "kind": .string(kind),
            "occasion": .string(occasion.rawValue), "state": .string(state.rawValue),
            "attempts": .integer(Int64(attempts)),
        ]
        object["reason"] = reason.isEmpty ? nil : .string(reason)
        object["request"] = request.map { .object($0.object) }
        object["answer"] = answer.map { .object($0.object) }
        return object
    }
}
