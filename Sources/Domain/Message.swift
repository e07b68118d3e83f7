package import Formats

/// What one delivery has to say, ready for a channel to put into its form.
package struct Message: Sendable {
    /// The same for every attempt, so that a receiver can drop a repetition.
    package let id: DeliveryID
    /// The notification's name.
    package let name: Name
    package internal(set) var severity: Severity
    /// One line, for channels that have a subject.
    package internal(set) var subject: String
    /// The text: the notification's own, or the default one.
    package internal(set) var text: String
    package private(set) var event: Event
    /// What the templates in a channel's own parameters see.
    package internal(set) var variables: JSONObject
    /// What could not be done as the notification's author meant it; one clause each.
    package let remarks: [String]
    /// Further messages that it speaks for; empty unless it is a digest.
    package internal(set) var others: [Message] = []

    package init(
        delivery: DeliveryID, notification: Notification, event: Event, subject: String,
        text: String, variables: JSONObject, remarks: [String] = []
    ) {
        id = delivery
        name = notification.name
        severity = notification.severity
        self.subject = subject
        self.text = text
        self.event = event
        self.variables = variables
        self.remarks = remarks
    }

    /// The runs it speaks of, in the form templates see.
    package var runs: [JSONValue] {
        (event.run == nil ? [] : [event.snapshot]) + others.flatMap(\.runs)
    }

    /// The message with its texts, and the texts within what it speaks of, replaced.
    package func replacingTexts(_ replaced: (String) -> String) -> Message {
        var message = self
        message.subject = replaced(subject)
        message.text = replaced(text)
        message.event.snapshot = event.snapshot.replacingTexts(replaced)
        message.variables = JSONObject(
            variables.members.map { ($0.name, $0.value.replacingTexts(replaced)) })
        message.others = others.map { $0.replacingTexts(replaced) }
        return message
    }
}
