import Formats

/// Objects of the wire.
enum Sample {
    static let uid = "01938e0a-1111-7abc-8def-0123456789ab"

    static let schedule: JSONValue = [
        "name": "nightly", "project": "backup", "description": "Copies \u{1B}[31meverything",
        "when": "0 2 * * *", "timezone": "Europe/Berlin", "command": ["cp", "-a", "it's", "/b"],
        "labels": ["team": "ops"], "limits": ["memory": 1_048_576],
        "notifications": [
            [
                "name": "hook", "kind": "webhook", "when": ["error"],
                "params": ["url": "https://example.org/hook", "secret": "********"],
            ]
        ],
    ]

    static let state: JSONValue = [
        "schedule": schedule, "owner": "root", "created_at": "2025-03-01T07:00:00Z",
        "state": "active",
        "next_occurrence": "2025-03-10T06:00:00Z", "last_run": run(),
    ]

    static let notifier: JSONValue = [
        "name": "on-call", "owner": "root", "shared": true, "enabled": false,
        "disabled_at": "2025-03-09T07:00:00Z", "disabled_reason": "on holiday",
        "kind": "webhook", "params": ["url": "env:HOOK_URL", "secret": "********"],
        "created_at": "2025-03-01T07:00:00Z", "changed_at": "2025-03-01T07:00:00Z",
    ]

    static let channels: [JSONValue] = [
        ["kind": "pigeon", "summary": "Carries it.", "enabled": true, "administrator": true],
        [
            "kind": "owl", "summary": "Carries it at night.", "enabled": false,
            "administrator": false,
        ],
    ]

    static let channelParameters: JSONValue = [
        [
            "name": "loft", "form": "text", "required": true, "secret": true, "templates": false,
            "administrator": false, "environment": ["PIGEON_LOFT", "LOFT"], "supplied_by": "LOFT",
            "meaning": .string(
                "Where pigeons live, in words that go on until no line of a terminal "
                    + "holds them."),
        ],
        [
            "name": "height", "form": "integer", "required": false, "secret": false,
            "templates": false, "administrator": false, "standard": "7", "environment": [],
            "meaning": "How high.",
        ],
        [
            "name": "speech", "form": "any", "required": false, "secret": false,
            "templates": true, "administrator": true, "standard": "\"coo\"", "environment": [],
            "meaning": "What to say.",
        ],
    ]

    static let denial: JSONValue = [
        "address": "*@example.org", "kind": "mail", "reason": "bounced", "by": "root",
        "since": "2025-03-01T07:00:00Z",
    ]

    static let delivery: JSONValue = [
        "id": "01938e0a-2222-7abc-8def-0123456789ab.hook", "project": "backup",
        "schedule": "nightly", "run": .string(uid), "notification": "hook", "kind": "webhook",
        "state": "failed", "attempts": 3, "created_at": "2025-03-09T07:00:01Z",
        "ended_at": "2025-03-09T07:10:01Z", "reason": "status 500",
    ]

    static let deliveryAttempts: JSONValue = [
        [
            "number": 1, "started_at": "2025-03-09T07:00:01Z", "duration_seconds": .number(30),
            "verdict": "retry", "reason": "example.org:443 did not answer in time",
        ],
        [
            "number": 2, "started_at": "2025-03-09T07:00:36Z", "duration_seconds": .number(0.0352),
            "verdict": "retry", "status": 503, "answer": "try \u{1B}[31mlater",
            "reason": "example.org:443 answered 503: try later",
        ],
        [
            "number": 9, "started_at": "2025-03-09T07:10:00Z", "duration_seconds": .number(0.0001),
            "verdict": "rejected", "status": 404, "reason": "example.org:443 answered 404",
        ],
    ]

    /// What is listed of a schedule: of its own, of its project's, and one of those that is replaced.
    static let notifications: JSONValue = [
        listed(
            "schedule",
            [
                "name": "hook", "kind": "webhook", "when": ["error", "aborted"],
                "condition": "{{ run.status.attempt > 1 }}",
                "params": ["url": "********", "method": "PUT"],
            ]),
        listed("project", ["name": "team", "notifier": "chat", "when": ["broken", "fixed"]]),
        listed("project", ["name": "hook", "kind": "console"], isReplaced: true),
    ]

    static func listed(
        _ origin: JSONValue, _ notification: JSONValue, isReplaced: Bool = false
    ) -> JSONValue {
        var listed: JSONObject = [
            "project": "backup", "schedule": "nightly", "origin": origin,
            "notification": notification,
        ]
        if isReplaced { listed["replaced"] = true }
        return .object(listed)
    }

    static let rendered: JSONValue = [
        "notification": "hook", "kind": "webhook", "occasion": "error", "verdict": "suppress",
        "reason": "its condition gave \"no\"", "subject": "Run failed: nightly",
        "text": "Run failed: nightly\ntwice", "remarks": ["its message template failed"],
    ]

    static func run(_ changes: JSONObject = [:]) -> JSONValue {
        var run: JSONObject = [
            "uid": .string(uid), "project": "backup", "schedule": "nightly", "owner": "root",
            "trigger": "schedule", "occurrence": "2025-03-09T07:00:00Z", "state": "error",
            "reason": "exit", "message": "exit status 2", "count": 1, "attempt": 1,
            "created_at": "2025-03-09T07:00:00Z", "started_at": "2025-03-09T07:00:00.5Z",
            "ended_at": "2025-03-09T07:01:40Z", "exit_code": 2,
            "usage": [
                "user_seconds": .number(1.25), "system_seconds": .number(0.5),
                "wall_seconds": .number(99.5),
                "peak_memory_bytes": 4_194_304,
            ],
        ]
        for (name, value) in changes.members { run[name] = value == .null ? nil : value }
        return .object(run)
    }
}
