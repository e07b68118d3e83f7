import Channels
import Console
import Domain
import Foreground

/// What became of a notification, in words for people.
enum ReportText {
    static func lines(_ report: SendReport) -> String {
        var lines = [("Notification", "\(report.notification) of the kind \(report.kind)")]
        lines.append(("Occasion", report.occasion.rawValue))
        if let request = report.request {
            lines.append(("Request", "\(request.method) \(request.address)"))
            if !request.body.isEmpty { lines.append(("Body", request.body)) }
        }
        if let answer = report.answer {
            lines.append(
                ("Answer", "\(answer.status)\(answer.text.isEmpty ? "" : " ")\(answer.text)"))
        }
        lines.append(("Verdict", verdict(report)))
        return lines.map { name, text in
            let indented = text.printableLines.split(
                separator: "\n", omittingEmptySubsequences: false
            ).joined(separator: "\n" + margin)
            return (name + ":").padded(to: margin.count) + indented
        }.joined(separator: "\n") + "\n"
    }

    private static let margin = String(repeating: " ", count: "Notification:  ".count)

    private static func verdict(_ report: SendReport) -> String {
        switch (report.state, report.verdict) {
        case (.sent, _): report.reason.isEmpty ? "sent" : "sent; \(report.reason)"
        case (.suppressed, _): "suppressed: \(report.reason)"
        case (_, .retry?): "failed, and notifyd would try again: \(report.reason)"
        default: "failed, and trying again would change nothing: \(report.reason)"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
