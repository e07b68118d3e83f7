import Console
import Formats

/// The policies of a schedule of the wire in words for people.
enum PolicyText {
    /// Those that are set, each with its name.
    static func lines(_ schedule: JSONValue) -> [(name: String, text: String)] {
        var lines: [(String, String)] = []
        func add(_ name: String, _ text: String?) {
            if let text { lines.append((name, text)) }
        }
        add("Overlap", schedule["overlap"]?.string)
        add("Max active", schedule["max_active"]?.text)
        add(
            "Catch up",
            schedule["catch_up"]?.string.map { word in
                word + (schedule["catch_up_limit"].map { ", at most \($0.text)" } ?? "")
            })
        add("Start deadline", schedule["start_deadline"]?.string)
        add("Spread", schedule["spread"]?.string.map { "up to \($0)" })
        add("Retry", schedule["retry"].map(retry))
        add("On boot", schedule["start_on_boot"] == true ? "runs at each start" : nil)
        add("Leftovers", schedule["leftovers"]?.string)
        add("DST gap", schedule["dst_gap"]?.string)
        add("DST fold", schedule["dst_fold"]?.string)
        return lines
    }

    /// `3 times on exit status 75, timeout; first after 30s, at most after 1h`.
    private static func retry(_ retry: JSONValue) -> String {
        let limit = retry["limit"]?.integer ?? 0
        guard limit > 0 else { return "none" }
        let codes = retry["exit_codes"]?.array?.map(\.text) ?? ["75"]
        let reasons = retry["reasons"]?.array?.compactMap(\.string) ?? []
        let causes =
            (codes.isEmpty ? [] : ["exit status " + codes.joined(separator: ", ")]) + reasons
        var text = (limit == 1 ? "once" : "\(limit) times") + " on "
        text += causes.joined(separator: ", ")
        if let delay = retry["delay"]?.string { text += "; first after \(delay)" }
        if let longest = retry["max_delay"]?.string { text += "; at most after \(longest)" }
        return text
    }

    /// `since 2026-11-21 14:00:00 (3 min ago), until …, by root: the disk is changed`.
    static func pause(_ pause: JSONValue, _ time: LocalTime) -> String {
        var text = "since \(time.text(pause["at"]))"
        if pause["until"]?.string != nil { text += ", until \(time.text(pause["until"]))" }
        if let name = pause["by"]?.string { text += ", by \(name)" }
        if let reason = pause["reason"]?.string { text += ": \(reason)" }
        return text
    }
}
