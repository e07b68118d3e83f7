import Formats

/// A notifier of the wire in words for people.
enum NotifierText {
    /// `enabled`, or `disabled` with the reason.
    static func state(_ notifier: JSONValue) -> String {
        guard notifier["enabled"] != true else { return "enabled" }
        return "disabled" + (notifier["disabled_reason"]?.string.map { ": \($0)" } ?? "")
    }
}
