/// What came of the collection of a run's log, for the messages that are to link to it.
package enum CollectedLog: Hashable, Sendable {
    case at(link: String)
    /// There is no link, though there was to be one.
    case missing(reason: String)

    /// What stands below a text that says nothing of it.
    var line: String {
        switch self {
        case .at(let link): "Log: \(link)"
        case .missing(let reason): "No log: \(Self.bounded(reason))"
        }
    }

    /// What templates see.
    var variable: (name: String, value: String) {
        switch self {
        case .at(let link): ("log", link)
        case .missing(let reason): ("no_log", Self.bounded(reason))
        }
    }

    /// For the delivery's reason; nil where all is well.
    package var remark: String? {
        switch self {
        case .at: nil
        case .missing(let reason): "sent without a link to the log: \(reason)"
        }
    }

    private static func bounded(_ reason: String) -> String {
        reason.onOneLine.bounded(bytes: RenderingLimits.logReasonBytes)
    }
}
