import Domain

/// The schedule that a line of a crontab stands for.
struct CrontabSchedule {
    let job: CrontabJob
    let file: CrontabFile
    let variables: CrontabVariables
    let description: String
    let settings: CrontabSettings

    func definition(name: Name) -> ScheduleDefinition {
        let user = job.user ?? file.user
        let mail = CrontabMail(
            choice: settings.mail,
            standardRecipient: settings.recipient ?? user ?? settings.ownUser)
        return ScheduleDefinition(
            key: ScheduleKey(project: settings.project, name: name), description: description,
            labels: [CrontabLabel.key: CrontabLabel.value(of: file.name)], when: job.when,
            timezone: isBoot ? nil : variables.timezone,
            command: CrontabCommand(job.command).line(shell: variables.shell),
            environment: variables.environment, directory: variables.directory, user: user,
            policies: policies,
            notifications: mail.notification(variables.values).map { [$0] } ?? [])
    }

    private var isBoot: Bool { job.when.lowercased() == "@reboot" }

    private var policies: Policies {
        var policies = Policies()
        if settings.policies == .cron {
            policies.overlap = .allow
            policies.leftovers = .keep
        }
        // The start of the machine is never late.
        guard !isBoot else { return policies }
        if settings.policies == .cron { policies.catchUp = .none }
        policies.spread = variables.delay ?? .zero
        return policies
    }
}
