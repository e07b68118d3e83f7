package import Domain
package import Platform

extension Delivery {
    /// What the journal keeps of it.
    package var logFields: [LogField: String] {
        var fields: [LogField: String] = [
            .project: key.project.text, .schedule: key.name.text, .delivery: id.description,
            .notification: id.notification.text, .channel: kind, .state: state.rawValue,
        ]
        fields[.run] = run?.description
        fields[.reason] = reason.isEmpty ? nil : reason
        return fields
    }
}
