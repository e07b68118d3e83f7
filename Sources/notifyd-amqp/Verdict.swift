import Formats

/// The answer to notifyd.
enum Verdict: Equatable {
    case delivered
    case retry(String)
    case rejected(String)

    var object: JSONValue {
        switch self {
        case .delivered: ["verdict": "delivered"]
        case .retry(let reason): ["verdict": "retry", "reason": .string(reason)]
        case .rejected(let reason): ["verdict": "rejected", "reason": .string(reason)]
        }
    }
}
