/// A word in a notification's `when`: what it wants to hear of.
package enum Interest: String, Hashable, Sendable, CaseIterable {
    case pending, running, completed, error, aborted, skipped
    case exit, signal, timeout, start, lost
    /// An error that is not the command's own exit.
    case exception
    case attemptError = "attempt-error"
    case broken, fixed, defined, reported

    /// The word or one of its aliases from other systems.
    package init?(word: String) {
        if let known = Interest(rawValue: word) ?? Self.aliases[word] {
            self = known
        } else {
            return nil
        }
    }

    /// What is listened to where nothing is said: every end.
    package static let standard: [Interest] = [.completed, .error, .aborted]

    package func covers(_ happening: Happening) -> Bool {
        switch self {
        case .pending: happening.occasion == .pending
        case .running: happening.occasion == .running
        case .completed: happening.occasion == .completed
        case .error: happening.occasion == .error
        case .aborted: happening.occasion == .aborted
        case .skipped: happening.occasion == .skipped
        case .exit: happening.isError(.exit)
        case .signal: happening.isError(.signal)
        case .timeout: happening.isError(.timeout)
        case .start: happening.isError(.start)
        case .lost: happening.isError(.lost)
        case .exception: happening.occasion == .error && happening.reason != .exit
        case .attemptError: happening.occasion == .attemptError
        case .broken: happening.change == .broken
        case .fixed: happening.change == .fixed
        case .defined: happening.occasion == .defined
        case .reported: happening.occasion == .reported
        }
    }

    /// Something that it covers.
    package var example: Happening {
        switch self {
        case .pending: Happening(.pending)
        case .running: Happening(.running)
        case .completed: Happening(.completed)
        case .error, .exit: Happening(.error, reason: .exit)
        case .aborted: Happening(.aborted)
        case .skipped: Happening(.skipped)
        case .signal: Happening(.error, reason: .signal)
        case .timeout, .exception: Happening(.error, reason: .timeout)
        case .start: Happening(.error, reason: .start)
        case .lost: Happening(.error, reason: .lost)
        case .attemptError: Happening(.attemptError, reason: .exit)
        case .broken: Happening(.error, reason: .exit, change: .broken)
        case .fixed: Happening(.completed, change: .fixed)
        case .defined: Happening(.defined)
        case .reported: Happening(.reported)
        }
    }

    /// What other systems call the words.
    package static let aliases: [String: Interest] = [
        "failed": .error, "task-failed": .error, "task-exception": .exception,
        "task-completed": .completed, "task-running": .running, "task-pending": .pending,
        "task-defined": .defined, "artifact-created": .reported,
    ]
}

extension Happening {
    fileprivate func isError(_ reason: ErrorReason) -> Bool {
        occasion == .error && self.reason == reason
    }
}
