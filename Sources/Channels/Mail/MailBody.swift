internal import Domain
internal import Formats

/// What a mail says of a message and its runs, as text and as HTML.
struct MailBody {
    /// The message's words.
    let words: String
    let runs: [MailRun]
    /// How many runs are not shown.
    let furtherRuns: Int
    /// Command lines that show more.
    let commands: [String]
    /// Where the whole log is.
    let log: MessageLog?
    let severity: Severity
    /// What was left out; one clause each.
    let remarks: [String]

    init(_ message: Message) {
        let clean = message.text.cleaned()
        words = clean.cut(to: MailLimits.text)
        remarks =
            words == clean
            ? [] : ["its text was cut to \(MailLimits.text) characters, which is all a mail has"]
        runs = message.runs.prefix(MailLimits.runs).map(MailRun.init)
        furtherRuns = message.runs.count - runs.count
        severity = message.severity
        let links = message.variables["links"]
        commands = ["details", "logs"].compactMap { links?[$0]?.string?.cleaned(oneLine: true) }
        log = MessageLog(message)
    }

    var text: String {
        var blocks = [words]
        for run in runs {
            let width = run.fields.map(\.name.count).max() ?? 0
            blocks.append(
                run.fields.map { name, value in
                    let margin = String(repeating: " ", count: width + 3)
                    let label = "\(name):" + margin.dropFirst(name.count + 1)
                    return label + value.replacing("\n", with: "\n" + margin)
                }.joined(separator: "\n"))
            if !run.log.isEmpty {
                let lines = run.log.split(separator: "\n", omittingEmptySubsequences: false)
                blocks.append(
                    "The end of its log:\n\n" + lines.map { "  \($0)" }.joined(separator: "\n"))
            }
        }
        if furtherRuns > 0 { blocks.append("… and \(furtherRuns) more runs") }
        switch log {
        case .at(let url)?: blocks.append("The whole log:\n\n  \(url)")
        case .missing(let reason)?: blocks.append("The whole log is not there: \(reason)")
        case nil: break
        }
        if !commands.isEmpty {
            blocks.append("More:\n\n" + commands.map { "  \($0)" }.joined(separator: "\n"))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    func html(titled title: String) -> String {
        var html = """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>\(HTMLText.escaped(title))</title></head>
            <body style="font-family:sans-serif;font-size:15px">
            <p dir="auto" style="border-left:4px solid \(colour);padding-left:10px;white-space:pre-wrap">\
            \(HTMLText.escaped(words))</p>

            """
        for run in runs {
            html += "<table cellpadding=\"4\" style=\"border-collapse:collapse\">\n"
            for (name, value) in run.fields {
                html += "<tr><th align=\"left\" valign=\"top\" style=\"color:#666\">\(name)</th>"
                html += "<td dir=\"auto\" style=\"white-space:pre-wrap\">\(HTMLText.escaped(value))"
                html += "</td></tr>\n"
            }
            html += "</table>\n"
            if !run.log.isEmpty {
                html += "<p>The end of its log:</p>\n<pre style=\"background:#f4f4f4;padding:8px;"
                html += "white-space:pre-wrap\">\(HTMLText.escaped(run.log))</pre>\n"
            }
        }
        if furtherRuns > 0 { html += "<p>… and \(furtherRuns) more runs</p>\n" }
        switch log {
        case .at(let url)?:
            html += "<p><a href=\"\(HTMLText.escaped(url))\">The whole log</a></p>\n"
        case .missing(let reason)?:
            html += "<p>The whole log is not there: \(HTMLText.escaped(reason))</p>\n"
        case nil: break
        }
        for command in commands {
            html += "<div style=\"color:#666\"><code>\(HTMLText.escaped(command))</code></div>\n"
        }
        return html + "</body></html>\n"
    }

    private var colour: String {
        switch severity {
        case .debug: "#888888"
        case .info: "#2a7ae2"
        case .warning: "#e69f00"
        case .error: "#d32f2f"
        }
    }
}
