package import Domain
package import Formats
package import Templating

/// Turns an event and a notification that listens to it into what is to be told.
package enum Composer {
    /// Whether the notification's condition lets it be sent.
    package static func verdict(
        _ notification: Notification, _ event: Event, now: Timestamp
    ) -> ConditionVerdict {
        if notification.condition.isEmpty { return .send(despite: nil) }
        return Condition(notification.condition).verdict(
            variables(event, notification), RenderSettings(now: now, limits: .condition))
    }

    /// The message of a delivery, ready for its channel.
    ///
    /// A text whose template fails gives way to the default one, and a remark says so.
    ///
    /// - Parameters:
    ///   - log: what came of the log's collection; nil where there was none.
    ///   - showsLinks: whether the channel shows the links itself, so that the default text has none.
    package static func message(
        _ id: DeliveryID, _ notification: Notification, _ event: Event,
        log: CollectedLog? = nil, showsLinks: Bool = false, now: Timestamp
    ) -> Message {
        var composition = Composition(notification, event, log: log, now: now)
        let own = composition.rendered(notification.message, as: "message")
        var text = DefaultText.of(event, when: notification.when, message: own)
            .bounded(bytes: RenderingLimits.messageBytes)
        if let log, own.isEmpty, !showsLinks { text += "\n\(log.line)" }
        composition.note(own: own, text: text)
        let ownSubject = composition.rendered(notification.subject, as: "subject")
        let subject =
            ownSubject.isEmpty ? DefaultText.of(event, when: notification.when) : ownSubject
        let line = subject.onOneLine.bounded(bytes: RenderingLimits.subjectBytes)
        composition.note(subject: line)
        return Message(
            delivery: id, notification: notification, event: event, subject: line, text: text,
            variables: composition.variables, remarks: composition.remarks)
    }
}

extension ConditionVerdict {
    /// Why the condition could not be asked, for the delivery's reason; nil when it could.
    package var remark: String? {
        if case .send(let error?) = self { "its condition failed at \(error)" } else { nil }
    }
}
