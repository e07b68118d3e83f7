import Domain
import Formats
import Rendering
import TestKit

/// An event of a run with whatever a test wants to see rendered.
struct Sample {
    var occasion = Occasion.error
    var reason: ErrorReason?
    var change: Happening.Change?
    var project = "default"
    var status: JSONObject = ["state": "error", "status_text": "exit status 2", "exit_code": 2]
    var isOfRun = true

    static let eventID = "0195760d-7f00-7000-8000-000000000001"
    static let runID = "0195760d-7f00-7000-8000-000000000002"

    func event() throws -> Event {
        Event(
            id: try Self.uid(Self.eventID), run: isOfRun ? try Self.uid(Self.runID) : nil,
            key: ScheduleKey(project: try Name(project), name: try Name("nightly")),
            owner: Owner(uid: 1000),
            happening: Happening(occasion, reason: reason, change: change), at: .sampleNow,
            snapshot: isOfRun ? run : schedule, notificationSets: NotificationSets(own: 1),
            notificationsPendingSince: .sampleNow)
    }

    private var run: JSONValue {
        [
            "kind": "run",
            "metadata": [
                "name": "nightly", "project": .string(project), "uid": .string(Self.runID),
                "labels": ["team": "ops"],
            ],
            "spec": [
                "command": ["/bin/backup"],
                "schedule": [
                    "when": "@daily", "timezone": "Europe/Berlin", "description": "All of it",
                ],
            ],
            "status": .object(status),
        ]
    }

    private var schedule: JSONValue {
        [
            "kind": "schedule", "metadata": ["name": "nightly", "labels": ["team": "ops"]],
            "spec": ["when": "@daily"], "status": ["state": "created"],
        ]
    }

    static func uid(_ text: String) throws -> UID {
        guard let uid = UID(text) else { throw NoUID() }
        return uid
    }

    static func notification(
        condition: String = "", message: String = "", subject: String = "",
        when: [Interest] = Interest.standard
    ) throws -> Notification {
        Notification(
            name: try Name("on-call"), kind: "webhook", when: when, condition: condition,
            message: message, subject: subject, severity: .warning,
            parameters: ["method": "PUT"],
            secretParameters: ["url": "https://hidden.example/", "headers": ["X-Key": "hidden"]])
    }

    func message(_ notification: Notification) throws -> Message {
        let event = try event()
        return Composer.message(
            DeliveryID(event: event.id, notification: notification.name), notification, event,
            now: .sampleNow)
    }

    struct NoUID: Error {}
}

/// Templates that would take minutes or gigabytes if nothing kept them from it.
enum Hostile {
    static let all = [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(t='x') %}{% for i in range(64) %}"
            + "{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t }}",
        "{{ 'x' * 10000000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ]
}
