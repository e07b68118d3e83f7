/// A key of a settings file.
package enum SettingField: String, CaseIterable, Sendable {
    case state, socket, launcher
    case launcherSocket = "launcher_socket"
    case schedules, plugins, retry, limits, delivery
}

/// A key of the settings' `retry`, which is of deliveries.
package enum DeliveryRetryField: String, CaseIterable, Sendable {
    case delay
    case longestDelay = "max_delay"
    case giveUpAfter = "give_up_after"
}

/// A key of the settings' `limits`.
package enum ActiveLimitField: String, CaseIterable, Sendable {
    case active
    case activePerUser = "active_per_user"
    case activePerProject = "active_per_project"
    case catchUp = "catch_up"
}
