package import Domain

/// Which runs to list.
package struct RunFilter: Hashable, Sendable {
    package var project: Name?
    /// Within the project, or the default one.
    package var schedule: Name?
    package var state: RunState?
    /// Whether occurrences that did not run are listed too.
    package var withSkipped: Bool

    package init(
        project: Name? = nil, schedule: Name? = nil, state: RunState? = nil,
        withSkipped: Bool = false
    ) {
        self.project = project
        self.schedule = schedule
        self.state = state
        self.withSkipped = withSkipped
    }
}
