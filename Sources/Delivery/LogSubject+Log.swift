import Channels
import Domain
import Platform

extension LogSubject {
    /// What the journal keeps of it.
    var logFields: [LogField: String] {
        var fields: [LogField: String] = [
            .project: key.project.text, .schedule: key.name.text, .delivery: delivery.description,
            .notification: delivery.notification.text, .channel: kind,
            .occasion: occasion.rawValue,
        ]
        fields[.run] = run?.description
        return fields
    }
}
