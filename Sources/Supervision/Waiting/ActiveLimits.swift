/// How many runs may be active at once; a schedule has a limit of its own beside these.
package struct ActiveLimits: Hashable, Sendable {
    package var all: Int
    /// Of one user's runs; nil is without limit.
    package var perUser: Int?
    /// Of one project's runs; nil is without limit.
    package var perProject: Int?
    /// Of runs that make up for the past: catch-ups and backfills together.
    package var catchUps: Int

    package init(
        all: Int = SupervisionLimits.active, perUser: Int? = nil, perProject: Int? = nil,
        catchUps: Int = SupervisionLimits.activeCatchUps
    ) {
        self.all = all
        self.perUser = perUser
        self.perProject = perProject
        self.catchUps = catchUps
    }
}
