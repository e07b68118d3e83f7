/// A key of a schedule, in files and on the wire.
package enum ScheduleField: String, CaseIterable, Sendable {
    case name, project, description, labels, when, timezone, command, environment, parameters
    case directory, user, limits, timeout, grace
    case successExitCodes = "success_exit_codes"
    case overlap
    case maxActive = "max_active"
    case catchUp = "catch_up"
    case catchUpLimit = "catch_up_limit"
    case startDeadline = "start_deadline"
    case spread, retry
    case startOnBoot = "start_on_boot"
    case leftovers
    case gap = "dst_gap"
    case fold = "dst_fold"
    case paused, notifications
    /// In files alone: notifications as pulse-notifier has them.
    case sections = "notification"

    /// What every schedule must say.
    package static let required: [ScheduleField] = [.name, .when, .command]
}

/// A key of a schedule's `limits`.
package enum LimitField: String, CaseIterable, Sendable {
    case memory, cpu, processes
    case openFiles = "open_files"
    case nice, output
}

/// A key of a schedule's `retry`.
package enum RetryField: String, CaseIterable, Sendable {
    case limit, delay
    case longestDelay = "max_delay"
    case exitCodes = "exit_codes"
    case reasons

    /// What every `retry` must say.
    package static let required: [RetryField] = [.limit]
}

/// A key of a notifier, in files and on the wire.
package enum NotifierField: String, CaseIterable, Sendable {
    case kind
    case parameters = "params"
    case secretParameters = "secret_params"
}

/// A key of a notification, in files and on the wire.
package enum NotificationField: String, CaseIterable, Sendable {
    case name, kind, notifier, when, condition, message, subject, severity
    case parameters = "params"
    case secretParameters = "secret_params"
}
