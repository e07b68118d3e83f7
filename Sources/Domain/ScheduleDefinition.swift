package import Formats

/// What a person writes down of a schedule: when to run what, and whom to tell.
package struct ScheduleDefinition: Hashable, Sendable {
    package var key: ScheduleKey
    package var description: String
    package var labels: [String: String]
    /// A recurrence expression, such as `0 2 * * *` or `every 15m`.
    package var when: String
    /// An IANA time zone; nil is the machine's own.
    package var timezone: String?
    package var command: CommandLine
    package var environment: [String: String]
    /// What a run is given: variables of its command, with values of any kind.
    package var parameters: JSONObject
    /// The folder the command starts in; nil is its user's home.
    package var directory: String?
    /// The system user the command runs as; nil is the schedule's owner.
    package var user: String?
    package var limits: RunLimits
    /// How long a run may take; nil is without limit.
    package var timeout: Duration?
    /// How long a run has between SIGTERM and SIGKILL.
    package var grace: Duration
    /// The exit statuses that mean success.
    package var successExitCodes: [Int32]
    package var policies: Policies
    /// Whether it is paused; nil, where it is written down, leaves that as it is.
    package var paused: Bool?
    package var notifications: [Notification]

    package init(
        key: ScheduleKey, description: String = "", labels: [String: String] = [:], when: String,
        timezone: String? = nil, command: CommandLine, environment: [String: String] = [:],
        parameters: JSONObject = [:], directory: String? = nil, user: String? = nil,
        limits: RunLimits = RunLimits(),
        timeout: Duration? = nil, grace: Duration = Limits.grace, successExitCodes: [Int32] = [0],
        policies: Policies = Policies(), paused: Bool? = nil, notifications: [Notification] = []
    ) {
        self.key = key
        self.description = description
        self.labels = labels
        self.when = when
        self.timezone = timezone
        self.command = command
        self.environment = environment
        self.parameters = parameters
        self.directory = directory
        self.user = user
        self.limits = limits
        self.timeout = timeout
        self.grace = grace
        self.successExitCodes = successExitCodes
        self.policies = policies
        self.paused = paused
        self.notifications = notifications
    }

    /// Whether the occurrences of the two are the same.
    package func isDueLike(_ other: ScheduleDefinition) -> Bool {
        when == other.when && timezone == other.timezone && policies.gap == other.policies.gap
            && policies.fold == other.policies.fold
    }
}
