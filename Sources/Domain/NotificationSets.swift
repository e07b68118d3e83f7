/// The lists of notifications that count for a run: its own, and behind it that of its project.
///
/// A list never changes, so that a run keeps those it was created with.
package struct NotificationSets: Hashable, Sendable {
    /// The row of the list that was given to the run, or to its schedule.
    package let own: Int64
    /// The row of the project's list; nil where it has none, or the run was given a list of its own.
    package let project: Int64?

    package init(own: Int64, project: Int64? = nil) {
        self.own = own
        self.project = project
    }
}
