internal import Domain
internal import Formats

/// A run as fields with a name each, for channels that have room for them.
struct RunFields {
    let fields: [(name: String, value: String)]

    /// Takes the run in the form that templates see; a value is at most `limit` characters long, and so is each of
    /// at most `results` results.
    init(_ run: JSONValue, limit: Int, results: Int) {
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
        ]
        var fields = shown.compactMap { name, value -> (name: String, value: String)? in
            guard let value, !value.isEmpty else { return nil }
            return (name, Self.short(value, limit))
        }
        let lines = Self.lines(of: status?["results"]?.object?.members ?? [], limit, results)
        if !lines.isEmpty { fields.append(("Results", lines.joined(separator: "\n"))) }
        self.fields = fields
    }

    private static func state(_ status: JSONValue?) -> String? {
        guard let state = status?["state"]?.string else { return nil }
        guard let attempt = status?["attempt"]?.integer, attempt > 1 else { return state }
        return "\(state), attempt \(attempt)"
    }

    /// `2025-03-08 12:00:00 UTC`, or the text itself where it is no time.
    private static func time(_ value: JSONValue?) -> String? {
        guard let text = value?.string else { return nil }
        return Timestamp(text)?.shownText ?? text
    }

    private static func lines(
        of results: [(name: String, value: JSONValue)], _ limit: Int, _ room: Int
    ) -> [String] {
        var lines = results.prefix(room).map { result in
            short("\(result.name) = \(result.value.string ?? result.value.text)", limit)
        }
        if results.count > lines.count { lines.append("… and \(results.count - lines.count) more") }
        return lines
    }

    private static func short(_ text: String, _ limit: Int) -> String {
        text.cleaned(oneLine: true).cut(to: limit)
    }
}
