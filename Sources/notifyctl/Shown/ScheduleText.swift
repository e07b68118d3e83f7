import Console
import Domain
import Formats
import Recurrence

/// A schedule of the wire in words for people.
enum ScheduleText {
    /// `nightly`, or `project/nightly` where the project is not the default one.
    static func name(_ schedule: JSONValue?, name: String = "name") -> String {
        let text = schedule?[name]?.string ?? ""
        guard let project = schedule?["project"]?.string, project != "default" else { return text }
        return "\(project)/\(text)"
    }

    static func next(_ state: JSONValue, _ time: LocalTime) -> String {
        if state["state"]?.string == "paused" {
            guard let until = state["pause"]?["until"]?.string.flatMap(Timestamp.init) else {
                return "paused"
            }
            return "paused until \(time.absolute(until))"
        }
        if state["next_occurrence"]?.string != nil { return time.text(state["next_occurrence"]) }
        if state["state"]?.string == "ended" { return "none, it has ended" }
        switch state["schedule"]?["when"]?.string.flatMap({ try? Expression($0) })?.cause {
        case .end: return "after its run"
        case .boot: return "at the next boot"
        default: return state["schedule"]?["start_on_boot"] == true ? "at the next boot" : "never"
        }
    }

    /// The command as one line, quoted where a shell would need it.
    static func command(_ schedule: JSONValue?) -> String {
        let words = schedule?["command"]?.array?.compactMap(\.string) ?? []
        if words.count == 3, words[0] == "/bin/sh", words[1] == "-c" { return words[2] }
        return words.map(quoted).joined(separator: " ")
    }

    /// The word as a shell takes it.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "+")...UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "_"),
                    UInt8(ascii: "@"), UInt8(ascii: "%"):
                    true
                default: false
                }
            }
        if isPlain { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }

    /// A notification in a line: `error, aborted to webhook https://example.org/hook`.
    static func notification(_ notification: JSONValue) -> String {
        var text = "\(occasions(notification)) to \(target(notification))"
        if let message = notification["message"]?.string { text += ": \(message)" }
        if let condition = notification["condition"]?.string { text += ", if \(condition)" }
        return text
    }

    /// Where it goes: its notifier, or its kind with the URL or the address where that is no secret.
    static func target(_ notification: JSONValue) -> String {
        let name = notification["notifier"]?.string ?? notification["kind"]?.string ?? ""
        let params = notification["params"]
        let place =
            params?["url"]?.string ?? params?["to"]?.string
            ?? (params?["to"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        return place.isEmpty || place == SecretMask.text ? name : "\(name) \(place)"
    }

    /// On what it is sent: `error, aborted, if {{ … }}`.
    static func when(_ notification: JSONValue) -> String {
        let condition = notification["condition"]?.string.map { ", if \($0)" } ?? ""
        return occasions(notification) + condition
    }

    private static func occasions(_ notification: JSONValue) -> String {
        let words = notification["when"]?.array?.compactMap(\.string) ?? standardOccasions
        return words.joined(separator: ", ")
    }

    private static let standardOccasions = ["completed", "error", "aborted"]
}
