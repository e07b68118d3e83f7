import Console
import Formats

/// A delivery of the wire in words for people.
enum DeliveryText {
    /// How verbs that work on one delivery are told which, and what their help says of that.
    static let operands = "DELIVERY | RUN NOTIFICATION"
    static let operandDetails =
        "DELIVERY is the id that list-deliveries shows. RUN is a run's uid, or a schedule for its last "
        + "run."

    /// When it ended, or when it is tried next.
    static func time(_ delivery: JSONValue) -> JSONValue? {
        for name in ["ended_at", "next_attempt_at", "created_at"] {
            if let value = delivery[name], value != .null { return value }
        }
        return nil
    }

    /// How long an attempt took, `35ms`.
    static func duration(_ attempt: JSONValue) -> String {
        let seconds = min(max(0, attempt["duration_seconds"]?.double ?? 0), 1e9)
        return seconds < 0.001 ? "<1ms" : Duration.milliseconds(Int64(seconds * 1000)).text
    }

    /// What the destination said to an attempt, or else why it did not.
    static func answer(_ attempt: JSONValue) -> String {
        attempt["answer"]?.string ?? attempt["reason"]?.string ?? ""
    }
}
