internal import Domain
internal import Formats

/// The attributes that CloudEvents 1.0.2 gives to an event.
struct CloudEvent {
    /// In the order of their specification, but for the type of the data.
    let attributes: [(name: String, value: String)]

    init(_ message: Message) {
        let event = message.event
        var attributes = [
            ("specversion", "1.0"),
            ("id", "\(message.id.event)_\(message.id.notification)"),
            ("source", "/notifyd/projects/\(event.key.project)/schedules/\(event.key.name)"),
            ("type", Self.type(of: event)),
        ]
        if let run = event.run { attributes.append(("subject", run.description)) }
        attributes.append(("time", event.at.description))
        self.attributes = attributes
    }

    private static func type(of event: Event) -> String {
        "io.notifyd.\(event.run == nil ? "schedule" : "run").\(event.occasion.rawValue)"
    }

    /// The event around its data.
    func structured(_ data: JSONValue) -> JSONValue {
        var members = JSONObject(attributes.map { ($0.name, .string($0.value)) })
        members["datacontenttype"] = "application/json"
        members["data"] = data
        return .object(members)
    }

    /// The event beside its data: all values are of characters that a header can have.
    var headers: [HTTPHeader] { attributes.map { HTTPHeader("ce-\($0.name)", $0.value) } }

    static let contentType = "application/cloudevents+json; charset=utf-8"
}
