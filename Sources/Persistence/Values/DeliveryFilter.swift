package import Domain

/// Which deliveries to list.
package struct DeliveryFilter: Hashable, Sendable {
    package var project: Name?
    /// Within the project, or the default one.
    package var schedule: Name?
    package var run: UID?
    package var state: DeliveryState?

    package init(
        project: Name? = nil, schedule: Name? = nil, run: UID? = nil, state: DeliveryState? = nil
    ) {
        self.project = project
        self.schedule = schedule
        self.run = run
        self.state = state
    }
}
