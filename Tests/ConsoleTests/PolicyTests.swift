import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct PolicyTests {
    private static func state(_ changes: JSONObject, schedule: JSONObject = [:]) -> JSONValue {
        var state = Sample.state.object ?? [:]
        for (name, value) in changes.members { state[name] = value == .null ? nil : value }
        var whole = Sample.schedule.object ?? [:]
        for (name, value) in schedule.members { whole[name] = value }
        state["schedule"] = .object(whole)
        return .object(state)
    }

    private static let pause: JSONValue = [
        "at": "2025-03-09T07:00:00Z", "until": "2125-03-09T17:00:00Z", "by": "root",
        "reason": "disk is changed",
    ]

    @Test func `a schedule is shown with its policies and its pause`() async throws {
        let state = Self.state(
            ["state": "paused", "pause": Self.pause],
            schedule: [
                "overlap": "queue-all", "max_active": 2, "catch_up": "all", "catch_up_limit": 5,
                "start_deadline": "6h", "spread": "30m", "start_on_boot": true,
                "dst_gap": "skip", "dst_fold": "both", "paused": true,
                "retry": [
                    "limit": 5, "delay": "10s", "max_delay": "10m", "exit_codes": [75, 111],
                    "reasons": ["timeout"],
                ],
            ])
        let server = try FakeServer(["ShowSchedule": { _ in [["state": state]] }])
        let text = try await server.notifyctl("show-schedule", "backup/nightly").output
        for expected in [
            "Overlap:         queue-all\n", "Max active:      2\n",
            "Catch up:        all, at most 5\n", "Start deadline:  6h\n",
            "Spread:          up to 30m\n", "On boot:         runs at each start\n",
            "DST gap:         skip\n", "DST fold:        both\n",
            """
            Retry:           5 times on exit status 75, 111, timeout; first after 10s; at most \
            after 10m

            """,
            "State:           paused\n", "Paused:          since 2025-03-09 08:00:00 (",
            ", until 2125-03-09 18:00:00 (", "), by root: disk is changed\n",
            "Next:            paused until 2125-03-09 18:00:00\n",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        #expect(server.complaints.isEmpty)
    }

    @Test(
        arguments: [
            (["state": "ended", "next_occurrence": nil], [:], "none, it has ended"),
            (["next_occurrence": nil], ["when": "after 5m"], "after its run"),
            (["next_occurrence": nil], ["when": "@reboot"], "at the next boot"),
            (
                ["state": "paused", "pause": ["at": "2025-03-09T07:00:00Z", "by": "x"]], [:],
                "paused"
            ),
        ] as [(JSONObject, JSONObject, String)])
    func `a list tells what comes next`(
        changes: JSONObject, schedule: JSONObject, shown: String
    ) async throws {
        let state = Self.state(changes, schedule: schedule)
        let server = try FakeServer(["ListSchedules": { _ in [["schedules": [state]]] }])
        let text = try await server.notifyctl("list-schedules").output
        #expect(
            text.split(separator: "\n").last?.hasSuffix("error     \(shown)") == true, "\(text)")
        #expect(server.complaints.isEmpty)
    }

    @Test func `waiting runs say what they wait for`() async throws {
        let none: JSONObject = [
            "state": "pending", "reason": nil, "message": nil, "started_at": nil, "ended_at": nil,
            "exit_code": nil, "usage": nil, "waiting": true,
        ]
        var again = none
        again["attempt"] = 2
        again["start_after"] = "2125-03-09T07:00:00Z"
        let runs = [Sample.run(none), Sample.run(again)]
        let server = try FakeServer(["ListRuns": { _ in [["runs": .array(runs)]] }])
        let lines = try await server.notifyctl("list-runs").output.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[1].hasSuffix("backup/nightly  waits for its turn"))
        #expect(lines[2].contains("backup/nightly  attempt 2 at 2125-03-09 08:00:00 (in "))
        #expect(server.complaints.isEmpty)
    }

    @Test func `a run is shown with its attempts that failed`() async throws {
        let attempt: JSONValue = [
            "number": 1, "started_at": "2025-03-09T07:00:00Z", "ended_at": "2025-03-09T07:00:03Z",
            "reason": "exit", "message": "exit status 75", "exit_code": 75,
        ]
        let server = try FakeServer([
            "ShowRun": { _ in
                [["run": Sample.run(["attempt": 2]), "attempts": [attempt], "deliveries": []]]
            }
        ])
        let text = try await server.notifyctl("show-run", Sample.uid).output
        #expect(text.contains("Attempt:      2\n"))
        #expect(text.contains("\nATTEMPT  ENDED"))
        #expect(text.contains("\n1        2025-03-09 08:00:03 ("))
        #expect(text.contains("3s    exit status 75\n"))
        #expect(server.complaints.isEmpty)
    }

    @Test func `the status tells of waiting runs`() async throws {
        let server = try FakeServer()
        let text = try await server.notifyctl("status").output
        #expect(text.contains("Waiting runs:        4\n"))
    }

    /// What is asked of the service; the zone is Berlin's.
    private func asked(_ words: [String]) async throws -> JSONObject {
        let server = try FakeServer()
        let result = try await Notifyctl.run(
            words, environment: ["NOTIFYD_SOCKET=\(server.path)"])
        #expect(result.status == 0, "\(result.errors)")
        return server.service.asked.last?.parameters ?? [:]
    }

    @Test(
        arguments: [
            ("2125-07-01T18:00", "2125-07-01T16:00:00Z"), ("2125-07-01", "2125-06-30T22:00:00Z"),
            ("2125-07-01T18:00:30Z", "2125-07-01T18:00:30Z"),
            ("2125-07-01T18:00+01:00", "2125-07-01T17:00:00Z"),
        ])
    func `a pause ends at a time on the machine's clock`(text: String, instant: String) async throws
    {
        let words = ["pause-schedule", "backup/nightly", "--until", text, "--reason=disk"]
        #expect(
            try await asked(words) == [
                "project": "backup", "schedule": "nightly", "until": .string(instant),
                "reason": "disk",
            ])
    }

    @Test(arguments: ["2h", "90s", "18:00", "18:00:30"])
    func `a pause ends so long from now, or at the next time of day`(text: String) async throws {
        let asked = try await asked(["pause-schedule", "nightly", "--until=\(text)"])
        let until = try #require(asked["until"]?.string.flatMap(Timestamp.init))
        if text.contains(":") {
            let minutes = until.seconds % 3600
            #expect(minutes == (text.hasSuffix("30") ? 30 : 0))
        }
        #expect(asked["reason"] == nil)
    }

    @Test(arguments: ["soon", "18", "25:00", "2025-02-30", "-1h", "", "1:00"])
    func `what is no time is refused`(text: String) async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("pause-schedule", "nightly", "--until=\(text)")
        #expect(result.status == 2)
        #expect(result.errors.contains("write for example"))
        #expect(server.service.asked.isEmpty)
    }

    @Test(
        arguments: [
            ("2025-03-30", "2025-03-30", "2025-03-29T23:00:00Z", "2025-03-30T21:59:59.999999Z"),
            (
                "2025-03-01T02:00", "2025-03-02T02:00", "2025-03-01T01:00:00Z",
                "2025-03-02T01:00:00Z"
            ),
            (
                "2025-03-01T02:00Z", "2025-03-01T03:00Z", "2025-03-01T02:00:00Z",
                "2025-03-01T03:00:00Z"
            ),
        ])
    func `the past is named in the schedule's time, whole days included`(
        from: String, until: String, first: String, last: String
    ) async throws {
        let words = ["backfill", "backup/nightly", from, until, "--dry-run", "--repeat"]
        #expect(
            try await asked(words) == [
                "project": "backup", "schedule": "nightly", "from": .string(first),
                "until": .string(last), "dry_run": true, "repeat": true,
            ])
    }

    @Test func `a backfill shows each occurrence with its run`() async throws {
        let server = try FakeServer()
        let text = try await server.notifyctl("backfill", "nightly", "2025-03-01", "2025-03-03")
            .output
        #expect(
            text == """
                OCCURRENCE (Europe/Berlin)  RUN
                2025-03-01 08:00:00         left out: it has run, or is running
                2025-03-02 08:00:00         \(Sample.uid)
                2025-03-03 08:00:00         \(Sample.uid)

                """)
        let dry = try await server.notifyctl(
            "backfill", "nightly", "2025-03-01", "2025-03-03", "--dry-run")
        #expect(dry.output.contains("2025-03-02 08:00:00         would run\n"))
        let back = try await server.notifyctl("backfill", "nightly", "2025-03-03", "2025-03-01")
        #expect(back.status == 2)
    }
}
