internal import Domain

/// What an event of PagerDuty does to the alert of its key.
enum PagerDutyAction: String, Sendable, CaseIterable {
    case trigger, resolve

    /// The word that leaves it to what happened.
    static let automatic = "auto"

    /// A run that completed resolves what failed runs have triggered; where none has, nothing happens.
    static func following(_ occasion: Occasion) -> PagerDutyAction {
        occasion == .completed ? .resolve : .trigger
    }
}
