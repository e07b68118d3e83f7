import Domain
import Formats

/// One thing that explains what became of an occurrence or a run.
struct Finding: Hashable, Sendable {
    /// When it was, or began; nil where it has no time.
    let from: Timestamp?
    /// When it ended, where it took time.
    let until: Timestamp?
    let text: String

    init(from: Timestamp? = nil, until: Timestamp? = nil, _ text: String) {
        self.from = from
        self.until = until
        self.text = text
    }

    init(_ interruption: Interruption) {
        self.init(
            from: interruption.from, until: interruption.until, interruption.kind.description)
    }

    var wire: JSONValue {
        var object: JSONObject = ["text": .string(text)]
        object["from"] = from?.wire
        object["until"] = until?.wire
        return .object(object)
    }
}

extension Interruption.Kind {
    /// It in words for people.
    fileprivate var description: String {
        switch self {
        case .machineOff: "the machine was off; the first time is that of its last sign of life"
        case .stopped: "notifyd was stopped"
        case .killed:
            "notifyd had ended without being stopped; the first time is its last sign of life"
        case .suspended: "the machine was suspended"
        case .clockSet: "the clock was set from the one time to the other"
        case .zoneData: "the system's time zone data was replaced"
        }
    }
}
