package import Domain
package import Formats
import Rendering

extension Timestamp {
    /// 2025-03-08T12:00:00Z.
    package static let sampleNow = Timestamp(seconds: 1_741_435_200)
}

extension JSONObject {
    /// Links to pages, one of which has signs that mean something elsewhere.
    package static let samplePages: JSONObject = [
        "details": "https://runs.example/r?id=1&a=(b)|c", "logs": "https://logs.example/r/1",
    ]
}

extension Message {
    /// A message of a run that failed, with the words of a test.
    package static func sample(
        text: String = "the nightly backup", runName: String = "nightly-backup",
        error: String? = "exit status 2", state: String = "error", results: JSONObject = [:],
        occasion: Occasion = .error, severity: Severity = .error, notification: String = "on-call",
        snapshot own: JSONValue? = nil, links: JSONObject? = nil
    ) throws -> Message {
        guard let eventID = UID("0195760d-7f00-7000-8000-000000000001"),
            let run = UID("0195760d-7f00-7000-8000-000000000002")
        else { throw SampleError() }
        var status: JSONObject = ["state": .string(state)]
        status["error"] = error.map(JSONValue.string)
        if !results.isEmpty { status["results"] = .object(results) }
        let snapshot: JSONValue =
            own ?? [
                "kind": "run",
                "metadata": [
                    "uid": .string(run.description), "name": .string(runName), "project": "default",
                ],
                "status": .object(status),
            ]
        let name = try Name(notification)
        let event = Event(
            id: eventID, run: run, key: ScheduleKey(name: try Name("nightly-backup")),
            owner: Owner(uid: 1000),
            happening: Happening(occasion, reason: occasion == .error ? .exit : nil),
            at: .sampleNow, snapshot: snapshot, notificationSets: NotificationSets(own: 1),
            notificationsPendingSince: .sampleNow)
        let notification = Notification(
            name: name, kind: "any", message: text, severity: severity)
        var variables = Composer.variables(event, notification)
        if let links { variables["links"] = .object(links) }
        return Message(
            delivery: DeliveryID(event: eventID, notification: name), notification: notification,
            event: event, subject: DefaultText.of(event),
            text: DefaultText.of(event, message: text), variables: variables)
    }

    private struct SampleError: Error {}
}
