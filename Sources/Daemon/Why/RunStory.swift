import Domain
import Formats

/// What is known of one run, or of occurrences that did not run, told as an answer to "why".
struct RunStory: Sendable {
    let run: Run
    let definition: ScheduleDefinition
    /// When its start was due: later than the occurrence where starts are spread.
    let dueAt: Timestamp?
    let attempts: [Attempt]
    let deliveries: [Delivery]
    /// Those that touch the time from the occurrence to the start, or to when it was noticed.
    let interruptions: [Interruption]

    /// How late a start has to be to be worth a word.
    private static let lateness: Duration = .seconds(2)

    /// The answer in one sentence.
    var answer: String {
        let why = run.message.isEmpty ? "" : ": \(run.message)"
        switch run.state {
        case .completed: return "It ran\(late), and completed."
        case .error: return "It ran\(late), and ended in error\(why)."
        case .aborted where run.startedAt == nil: return "It did not run\(why)."
        case .aborted: return "It ran\(late), and was aborted\(why)."
        case .running: return "It is running\(late)."
        case .pending: return "It has not started yet: \(waiting)."
        case .skipped: return skipped
        }
    }

    /// What led to it, in the order of time.
    var findings: [Finding] {
        var findings: [Finding] = []
        if let cause { findings.append(cause) }
        if let dueAt, let occurrence = run.occurrence, dueAt > occurrence, run.state != .skipped {
            findings.append(
                Finding(from: dueAt, "its start, spread by \((dueAt - occurrence).text)"))
        }
        findings += interruptions.map(Finding.init)
        findings += attempts.map { attempt in
            Finding(
                from: attempt.startedAt ?? attempt.endedAt, until: attempt.endedAt,
                "attempt \(attempt.number) failed and was to be repeated: \(attempt.message)")
        }
        if let start = run.startedAt {
            let attempt = run.attempt > 1 ? ", attempt \(run.attempt)" : ""
            findings.append(Finding(from: start, "started\(attempt)\(late)"))
        }
        if let end = run.endedAt { findings.append(Finding(from: end, ended)) }
        return findings + told
    }

    private var cause: Finding? {
        switch run.trigger {
        case .schedule: run.occurrence.map { Finding(from: $0, "due: \(definition.when)") }
        case .catchUp: run.occurrence.map { Finding(from: $0, "due, and made up for afterwards") }
        case .boot: run.occurrence.map { Finding(from: $0, "the machine had been started") }
        case .backfill:
            run.occurrence.map { Finding(from: $0, "an occurrence of the past, run by request") }
        case .manual, .local: Finding(from: run.createdAt, "started by hand")
        }
    }

    private var late: String {
        guard let start = run.startedAt, let dueAt = dueAt ?? run.occurrence,
            run.trigger == .schedule || run.trigger == .catchUp, attempts.isEmpty
        else { return "" }
        let lateness = start - dueAt
        return lateness < Self.lateness
            ? "" : ", \(Duration.seconds(lateness.components.seconds).text) late"
    }

    private var waiting: String {
        if run.startAfter != nil { return "attempt \(run.attempt) waits for its time" }
        return run.isWaiting
            ? "it waits until others have ended" : "it is on its way to the launcher"
    }

    private var skipped: String {
        let number =
            run.count > 1 ? "It and \(run.count - 1) like it did not run" : "It did not run"
        let why =
            switch run.skipReason {
            case .overlap?: "the run before had not ended"
            case .missed?: "it was noticed too late, or a later one made up for it"
            case .paused?: "the schedule was paused"
            case .limit?: "too many others were active"
            case nil: "nobody knows why"
            }
        return "\(number): \(run.message.isEmpty ? why : run.message)."
    }

    private var ended: String {
        switch run.state {
        case .skipped where run.count > 1: "the last of \(run.count) that were skipped was noticed"
        case .skipped: "skipped"
        case .error, .aborted:
            run.message.isEmpty ? run.state.rawValue : "\(run.state.rawValue): \(run.message)"
        case .completed, .pending, .running: run.state.rawValue
        }
    }

    /// Whom it told, whom not, and why; also whom it told by a list that has been replaced since.
    private var told: [Finding] {
        guard run.state.isFinal else { return [] }
        let names = definition.notifications.map(\.name)
        let listed = definition.notifications.flatMap { notification -> [Finding] in
            let own = deliveries.filter { $0.id.notification == notification.name }
            if own.isEmpty {
                let end = Happening(run.state.occasion, reason: run.reason)
                if notification.listens(to: end) {
                    return [Finding("\(notification.name) (\(notification.kind)) is to be told")]
                }
                let words = notification.when.map(\.rawValue).joined(separator: ", ")
                return [Finding("\(notification.name) was not told: it listens to \(words)")]
            }
            return own.map(Finding.init)
        }
        return deliveries.filter { !names.contains($0.id.notification) }.map(Finding.init) + listed
    }
}

extension Finding {
    fileprivate init(_ delivery: Delivery) {
        let name = "\(delivery.id.notification) (\(delivery.kind))"
        let why = delivery.reason.isEmpty ? "" : ": \(delivery.reason)"
        switch delivery.state {
        case .sent: self.init(from: delivery.endedAt, "\(name) was told\(why)")
        case .suppressed: self.init(from: delivery.endedAt, "\(name) was not told\(why)")
        case .failed: self.init(from: delivery.endedAt, "\(name) could not be told\(why)")
        case .pending:
            self.init(
                from: delivery.nextAttemptAt,
                "\(name) is \(delivery.attempts == 0 ? "to be told" : "told again")\(why)")
        }
    }
}
