/// PagerDuty's bounds (Events API v2, "Send an alert event"), each with its unit: an event has at most
/// 512 KiB, which these together keep to.
enum PagerDutyLimits {
    /// UTF-16 units of a summary.
    static let summary = 1024
    /// UTF-16 units of a key that joins events to one alert.
    static let key = 255
    /// Characters of an integration's key.
    static let routingKey = 32
    /// UTF-16 units of the source.
    static let source = 255
    /// UTF-16 units of a text among the details.
    static let detail = 4000
    /// UTF-16 units of the log's end.
    static let log = 8000
    /// Results among the details.
    static let results = 50
    /// UTF-16 units of a result and of its name.
    static let result = 1000
    static let resultName = 100
    /// Bytes of a link.
    static let link = 1024
}
