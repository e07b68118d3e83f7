/// What a word of a command line may be, as far as a shell can offer it before it is typed.
package enum Completion: Hashable, Sendable {
    case schedules, projects, deliveries, notifiers
    /// Uids of runs, and schedules for their last run.
    case runs
    /// The names of those that count for the run or schedule that the first operand names.
    case notifications
    case kinds
    /// `kind=…,when=…`.
    case notificationText
    case zones
    case verbs
    case files
    /// Another program's command line.
    case command
    case words([String])

    /// What the help text calls such a word.
    init?(word: String) {
        switch word {
        case "SCHEDULE": self = .schedules
        case "PROJECT": self = .projects
        case "RUN": self = .runs
        case "DELIVERY": self = .deliveries
        case "NOTIFIER": self = .notifiers
        case "NOTIFICATION": self = .notifications
        case "KIND": self = .kinds
        case "PAIRS": self = .notificationText
        case "ZONE": self = .zones
        case "VERB": self = .verbs
        case "FILE", "PATH", "FOLDER": self = .files
        case "COMMAND": self = .command
        case "SHELL": self = .words(CompletionScript.shells)
        default: return nil
        }
    }
}
