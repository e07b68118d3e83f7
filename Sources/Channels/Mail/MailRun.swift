internal import Formats

/// A run as a mail shows it: fields with a name each, and the end of its log.
struct MailRun {
    let fields: [(name: String, value: String)]
    let log: String

    /// Takes the run in the form that templates see.
    init(_ run: JSONValue) {
        fields = RunFields(run, limit: MailLimits.field, results: MailLimits.results).fields
        let lines = (run["status"]?["log_tail"]?.string ?? "").cleaned()
        log = String(lines.reversed().drop { $0 == "\n" }.reversed()).cut(to: MailLimits.log)
    }
}
