import Console
import Formats

/// A run of the wire in words for people.
enum RunText {
    /// Why it is in its state, where there is something to say.
    static func why(_ run: JSONValue, _ time: LocalTime) -> String {
        if run["waiting"] == true { return waiting(run, time) }
        let count = run["count"]?.integer ?? 1
        let reason = run["reason"]?.string ?? ""
        let message = run["message"]?.string ?? reason
        return count > 1 ? "\(message) (\(count) occurrences)" : message
    }

    /// `waits for its turn`, or `attempt 2 at 14:03:05 (in 30 s)`.
    private static func waiting(_ run: JSONValue, _ time: LocalTime) -> String {
        guard let instant = run["start_after"]?.string.flatMap(Timestamp.init) else {
            return "waits for its turn"
        }
        let isSoon = instant - time.now < .seconds(43_200)
        let clock = isSoon ? time.timeOfDay(instant) : time.absolute(instant)
        return "attempt \(run["attempt"]?.text ?? "") at \(clock) (\(time.relative(instant)))"
    }

    /// When it last changed.
    static func changedAt(_ run: JSONValue) -> JSONValue? {
        for name in ["ended_at", "started_at", "created_at"] {
            if let value = run[name], value != .null { return value }
        }
        return nil
    }

    /// How long it has taken, `1m30s`, where it has started.
    static func duration(_ run: JSONValue, now: Timestamp) -> String {
        guard let start = run["started_at"]?.string.flatMap(Timestamp.init) else { return "" }
        let end = run["ended_at"]?.string.flatMap(Timestamp.init) ?? now
        let span = max(.zero, end - start)
        // Of what takes seconds nobody reads milliseconds.
        return span < .seconds(10) ? span.text : Duration.seconds(span.components.seconds).text
    }

    /// `Run 0193… completed after 3s`.
    static func outcome(_ run: JSONValue, _ time: LocalTime) -> String {
        var text = "Run \(run["uid"]?.string ?? "") \(verb(run))"
        let duration = duration(run, now: time.now)
        if !duration.isEmpty { text += " after \(duration)" }
        let why = why(run, time)
        return (why.isEmpty ? text : "\(text): \(why)").printable + "\n"
    }

    private static func verb(_ run: JSONValue) -> String {
        switch run["state"]?.string {
        case "completed": "completed"
        case "error": "failed"
        case "aborted": "was aborted"
        case let state: "is \(state ?? "unknown")"
        }
    }
}
