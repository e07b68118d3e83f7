internal import Domain
internal import Formats

/// A run as a mail shows it: fields with a name each, and the end of its log.
struct MailRun {
    let fields: [(name: String, value: String)]
    let log: String

    /// Takes the run in the form that templates see.
    init(_ run: JSONValue) {
        let (metadata, status) = (run["metadata"], run["status"])
        let project = metadata?["project"]?.string
        let shown: [(String, String?)] = [
            ("Name", metadata?["name"]?.string),
            ("Project", project == Name.defaultProject.text ? nil : project),
            ("Run", metadata?["uid"]?.string),
            ("State", Self.state(status)),
            ("Reason", status?["error"]?.string ?? status?["status_text"]?.string),
            ("Due", Self.time(status?["occurrence"])),
            ("Started", Self.time(status?["start_time"])),
            ("Ended", Self.time(status?["end_time"])),
            ("Results", Self.results(status?["results"]?.object?.members ?? [])),
        ]
        fields = shown.compactMap { name, value in
            guard let value, !value.isEmpty else { return nil }
            return (name, name == "Results" ? value : Self.short(value))
        }
        let lines = (status?["log_tail"]?.string ?? "").cleaned()
        log = String(lines.reversed().drop { $0 == "\n" }.reversed()).cut(to: MailLimits.log)
    }

    private static func state(_ status: JSONValue?) -> String? {
        guard let state = status?["state"]?.string else { return nil }
        guard let attempt = status?["attempt"]?.integer, attempt > 1 else { return state }
        return "\(state), attempt \(attempt)"
    }

    /// `2025-03-08 12:00:00 UTC`, or the text itself where it is no time.
    private static func time(_ value: JSONValue?) -> String? {
        guard let text = value?.string else { return nil }
        guard let instant = Timestamp(text) else { return text }
        let whole = Timestamp(seconds: instant.seconds).description
        return whole.replacing("T", with: " ").replacing("Z", with: " UTC")
    }

    private static func results(_ results: [(name: String, value: JSONValue)]) -> String {
        var lines = results.prefix(MailLimits.results).map { result in
            short("\(result.name) = \(result.value.string ?? result.value.text)")
        }
        if results.count > lines.count { lines.append("… and \(results.count - lines.count) more") }
        return lines.joined(separator: "\n")
    }

    private static func short(_ text: String) -> String {
        text.cleaned(oneLine: true).cut(to: MailLimits.field)
    }
}
