import CSchema
import Control
import Formats
import Platform

/// Answers the control interface with prepared objects, and remembers what it was asked.
final class FakeService: Service {
    struct Asked: Hashable {
        let method: String
        let parameters: JSONObject
    }

    typealias Answer = @Sendable (JSONObject) throws(CallError) -> [JSONObject]

    let interface: InterfaceDescription
    private let answers: [String: Answer]
    private let calls = Locked<[Asked]>([])

    /// Takes answers that differ from the usual ones; of several replies the last ends the call.
    init(_ answers: [String: Answer] = [:]) throws {
        let bytes = unsafe UnsafeRawBufferPointer(
            start: schema_varlink.text, count: schema_varlink.length)
        interface = try InterfaceDescription(parsing: unsafe String(decoding: bytes, as: UTF8.self))
        self.answers = answers
    }

    var asked: [Asked] { calls.withLock { $0 } }

    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject {
        calls.withLock { $0.append(Asked(method: call.method, parameters: call.parameters)) }
        var all =
            if let answer = answers[call.method] {
                try answer(call.parameters)
            } else {
                Self.usual(call.method)
            }
        let last = all.popLast() ?? [:]
        for reply in all { try await replies.send(reply) }
        return last
    }

    static func notFound(_ kind: String, _ name: String) -> CallError {
        CallError(
            name: "io.notifyd.NotFound",
            parameters: [
                "kind": .string(kind), "name": .string(name),
                "message": .string("there is no \(kind) \(name)"),
            ])
    }

    private static func usual(_ method: String) -> [JSONObject] {
        switch method {
        case "ApplySchedules":
            [["results": [["project": "default", "name": "nightly", "change": "created"]]]]
        case "Reload": [["after_restart": ["socket"]]]
        case "ListSchedules": [["schedules": [Sample.state]]]
        case "ShowSchedule": [["state": Sample.state]]
        case "NextOccurrences": [["occurrences": ["2025-03-09T07:00:00Z", "2025-03-10T06:00:00Z"]]]
        case "StartSchedule": [["run": .string(Sample.uid)]]
        case "ListRuns": [["runs": [Sample.run()]]]
        case "ShowRun":
            [["run": Sample.run(), "attempts": [], "deliveries": [Sample.delivery]]]
        case "Why":
            [
                [
                    "answer": "It ran, and failed.",
                    "findings": [["from": "2025-03-09T07:00:00Z", "text": "the run was created"]],
                ]
            ]
        case "BackfillSchedule":
            [
                [
                    "occurrences": ["2025-03-02T07:00:00Z", "2025-03-03T07:00:00Z"],
                    "left_out": ["2025-03-01T07:00:00Z"],
                    "runs": [.string(Sample.uid), .string(Sample.uid)],
                ]
            ]
        case "WaitForRun": [["run": Sample.run()]]
        case "ReadLog": [["text": "one\n"], ["text": "two\n"], ["text": ""]]
        case "ListDeliveries": [["deliveries": [Sample.delivery]]]
        case "ShowDelivery": [["delivery": Sample.delivery, "attempts": Sample.deliveryAttempts]]
        case "ListNotifications": [["notifications": Sample.notifications]]
        case "ListChannels": [["channels": .array(Sample.channels)]]
        case "DescribeChannel":
            [
                [
                    "channel": Sample.channels[0],
                    "alternatives": [["loft"], ["height", "speech"]],
                    "parameters": Sample.channelParameters,
                ]
            ]
        case "ListNotifiers": [["notifiers": [Sample.notifier]]]
        case "ListDenials": [["denials": [Sample.denial]]]
        case "RemoveDenial": [["removed": true]]
        case "ShowNotifier":
            [["notifier": Sample.notifier, "users": ["schedule nightly"], "more_users": true]]
        case "ResendNotifications": [["deliveries": 1]]
        case "RenderNotifications":
            [["object": ["metadata": ["name": "nightly"]], "notifications": [Sample.rendered]]]
        case "Watch":
            [
                [:],
                [
                    "event": [
                        "at": "2025-03-09T07:00:00Z", "occasion": "error", "run": Sample.run(),
                    ]
                ],
                [
                    "event": [
                        "at": "2025-03-09T07:00:01Z", "occasion": "delivery",
                        "delivery": Sample.delivery,
                    ]
                ],
            ]
        case "GetStatus":
            [
                [
                    "version": "0.1.0", "started_at": "2025-03-09T07:00:00Z", "schedules": 3,
                    "active_runs": 1, "waiting_runs": 4, "pending_deliveries": 2,
                    "oldest_pending_since": "2025-03-09T07:00:00Z",
                    "failing_destinations": ["https://example.org"],
                    "failing_plugins": ["the plugin sms cannot be used: …"], "launcher": "pid 17",
                    "state_directory": "/var/lib/notifyd",
                ]
            ]
        default: [[:]]
        }
    }
}
