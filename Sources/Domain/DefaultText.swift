import Formats

/// The words for an event where a notification's author gave none, or only a few.
package enum DefaultText {
    /// `Run failed: nightly-backup (exit status 2)`; an author's message takes the place after the colon.
    ///
    /// - Parameter when: what the notification listens to, which decides what it is told of.
    package static func of(
        _ event: Event, when: [Interest] = Interest.standard, message: String = ""
    ) -> String {
        let verb = changeWords(event, when) ?? occasionWords(event)
        guard message.isEmpty else { return "\(verb): \(message)" }
        let detail = detail(event)
        return "\(verb): \(event.key.shortText)" + (detail.isEmpty ? "" : " (\(detail))")
    }

    /// For those who asked for the change alone, and not for every such end.
    private static func changeWords(_ event: Event, _ when: [Interest]) -> String? {
        let asked = when.filter { $0.covers(event.happening) }
        guard !asked.isEmpty, asked.allSatisfy({ $0 == .broken || $0 == .fixed }) else {
            return nil
        }
        return switch event.happening.change {
        case .broken: "Run fails now"
        case .fixed: "Run works again"
        case nil: nil
        }
    }

    private static func occasionWords(_ event: Event) -> String {
        switch event.occasion {
        case .pending: "Run is pending"
        case .running: "Run started"
        case .completed: "Run completed"
        case .error: "Run failed"
        case .aborted: "Run aborted"
        case .skipped: "Run skipped"
        case .attemptError:
            event.snapshot["status"]?["attempt"]?.integer.map { "Attempt \($0) failed" }
                ?? "Attempt failed"
        case .defined: "Schedule created"
        case .reported: "Results reported"
        }
    }

    /// What stands behind the name; empty where there is nothing to add.
    private static func detail(_ event: Event) -> String {
        let status = event.snapshot["status"]
        switch event.occasion {
        case .defined: return event.snapshot["spec"]?["when"]?.string ?? ""
        case .reported: return results(status?["results"]?.object?.members ?? [])
        default: return status?["status_text"]?.string ?? ""
        }
    }

    private static func results(_ results: [(name: String, value: JSONValue)]) -> String {
        let shown = results.prefix(shownResults).map { result in
            "\(result.name)=\((result.value.string ?? result.value.text).prefix(shownCharacters))"
        }
        let more = results.count > shownResults ? ["…"] : []
        return (shown + more).joined(separator: ", ")
    }

    /// Results that the default text names.
    private static let shownResults = 5
    /// Characters of each that it shows.
    private static let shownCharacters = 40
}
