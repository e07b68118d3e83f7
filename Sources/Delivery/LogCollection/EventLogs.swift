import Domain
import Templating

/// Whether an event's run has a log that is collected for its messages.
struct EventLogs {
    /// Whether it is to be collected, even if nothing came of that.
    private(set) var exist = false
    /// Whether that is still to be done.
    private(set) var arePending = false

    init() {}

    /// Takes how the event's notifications read, and what their conditions said.
    init(_ readings: ArraySlice<ChannelReading>, _ verdicts: ArraySlice<ConditionVerdict>) {
        for (reading, verdict) in zip(readings, verdicts) {
            guard reading.kind == Delivery.logCollection, case .send = verdict else { continue }
            switch reading.state {
            case .ready, .unavailable: (exist, arePending) = (true, true)
            case .unusable: exist = true
            case .suppressed: break
            }
        }
    }
}
