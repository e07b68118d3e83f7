import Delivery
import Domain
import Formats
import Persistence
import Platform

/// Writes an entry with fields for each run and delivery that has ended, as cron does for each command.
struct EventLog: Sendable {
    let log: Log

    func record(_ announcement: Announcement) {
        switch announcement {
        case .run(let run): record(run)
        // The courier itself tells of those that could not be sent.
        case .delivery(let ended) where ended.delivery.state == .sent: record(ended.delivery)
        case .delivery, .results: break
        }
    }

    private func record(_ run: Run) {
        let entry: (Log.Level, LogKind, String)? =
            switch run.state {
            case .completed: (.info, .runCompleted, "completed")
            case .error: (.warning, .runFailed, "failed")
            case .aborted: (.notice, .runAborted, "was aborted")
            case .skipped: (.info, .runSkipped, "was skipped")
            case .pending, .running: nil
            }
        guard let (level, kind, verb) = entry else { return }
        let times = run.count > 1 ? " (\(run.count) occurrences)" : ""
        let message = run.message.isEmpty ? "" : ": \(run.message)"
        log.record(
            Log.Entry(
                level, "run \(run.uid) of \(run.key) \(verb)\(times)\(message)", kind: kind,
                fields: run.logFields))
    }

    private func record(_ delivery: Delivery) {
        log.record(
            Log.Entry(
                .info,
                "the notification \(delivery.id.notification) of \(delivery.key) was sent by "
                    + delivery.kind, kind: .deliverySent, fields: delivery.logFields))
    }
}

extension Run {
    fileprivate var logFields: [LogField: String] {
        var fields: [LogField: String] = [
            .project: key.project.text, .schedule: key.name.text, .run: uid.description,
            .user: String(owner.uid), .trigger: trigger.rawValue, .attempt: String(attempt),
            .state: state.rawValue,
        ]
        fields[.reason] = reason?.rawValue ?? skipReason?.rawValue
        if case .exited(let code)? = exit { fields[.exitCode] = String(code) }
        return fields
    }
}
