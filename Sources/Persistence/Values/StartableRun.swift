package import Domain
package import Formats

/// A run with what it takes to start it.
package struct StartableRun: Hashable, Sendable {
    package var run: Run
    /// As it was when the run was created, with the notifications that count for the run.
    package let definition: ScheduleDefinition
    /// When the schedule's last completed run ended.
    package let previousSuccess: Timestamp?

    package init(run: Run, definition: ScheduleDefinition, previousSuccess: Timestamp?) {
        self.run = run
        self.definition = definition
        self.previousSuccess = previousSuccess
    }
}
