package import Domain

/// How crontabs become schedules, where they leave it open.
package struct CrontabSettings: Sendable {
    /// When whoever cron mails to is told by mail.
    package enum Mail: String, Sendable, CaseIterable {
        /// When a run has failed.
        case failures
        /// When it has failed, and as by cron when it has written something.
        case output
        case none
    }

    /// What happens to occurrences that cannot simply run at their time.
    package enum PolicyChoice: String, Sendable, CaseIterable {
        /// As under cron: runs may overlap, what is missed stays so, and what commands leave in the
        /// background goes on.
        case cron
        /// The standard of schedules: no overlap, the latest that was missed runs, and nothing is left.
        case notifyd
    }

    package var project = Name.defaultProject
    package var mail = Mail.failures
    /// Who is told where no MAILTO says so; nil for the user the command runs as, as cron does it.
    package var recipient: String?
    package var policies = PolicyChoice.cron
    /// The user that commands run as of whom nothing is said; nil where nobody knows.
    package var ownUser: String?

    package init() {}
}
