/// What a list of notifications was given to.
package enum NotificationOrigin: String, Hashable, Sendable, CaseIterable {
    case schedule, project, run
}
