/// What applying a definition did to its schedule.
package enum ScheduleChange: String, Hashable, Sendable, CaseIterable {
    case created, updated, unchanged
}
