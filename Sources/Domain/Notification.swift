package import Formats

/// A rule of a schedule, run or project: on which occasions to tell whom, in which words.
package struct Notification: Hashable, Sendable {
    /// Unique within its list.
    package var name: Name
    package var target: NotificationTarget
    package var when: [Interest]
    /// A template that decides whether it is sent; empty where it always is.
    package var condition: String
    /// The template of its text; empty where the default text is wanted.
    package var message: String
    /// The template of its subject; empty where the default one is wanted.
    package var subject: String
    package var severity: Severity

    package init(
        name: Name, target: NotificationTarget, when: [Interest] = Interest.standard,
        condition: String = "", message: String = "", subject: String = "",
        severity: Severity = .info
    ) {
        self.name = name
        self.target = target
        self.when = when
        self.condition = condition
        self.message = message
        self.subject = subject
        self.severity = severity
    }

    package init(
        name: Name, kind: String, when: [Interest] = Interest.standard, condition: String = "",
        message: String = "", subject: String = "", severity: Severity = .info,
        parameters: JSONObject = [:], secretParameters: JSONObject = [:]
    ) {
        self.init(
            name: name,
            target: .channel(
                ChannelConfiguration(
                    kind: kind, parameters: parameters, secretParameters: secretParameters)),
            when: when, condition: condition, message: message, subject: subject,
            severity: severity)
    }

    /// The channel it names itself; nil where it names a notifier.
    package var configuration: ChannelConfiguration? {
        if case .channel(let configuration) = target { configuration } else { nil }
    }

    /// The kind of its channel; of one that names a notifier "notifier".
    package var kind: String { configuration?.kind ?? "notifier" }

    package var usesNotifier: Bool { configuration == nil }

    package func listens(to happening: Happening) -> Bool {
        when.contains { $0.covers(happening) }
    }
}

/// Where a notification goes.
package enum NotificationTarget: Hashable, Sendable {
    case channel(ChannelConfiguration)
    /// The stored configuration of that name, as it is when the notification is sent.
    case notifier(Name)
}
