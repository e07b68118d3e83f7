import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct VerbTests {
    /// A way to call each verb that speaks to the service.
    private static let calls: [[String]] = [
        ["apply", "-"], ["list-schedules"], ["show-schedule", "backup/nightly"],
        ["next-occurrences", "nightly"], ["delete-schedule", "nightly"],
        ["pause-schedule", "nightly"], ["resume-schedule", "nightly"],
        ["backfill", "nightly", "2025-03-01", "2025-03-03"],
        ["why", "nightly", "2025-03-30T02:30"],
        ["start-schedule", "nightly"], ["start-schedule", "nightly", "--wait"], ["list-runs"],
        ["show-run", Sample.uid], ["logs", Sample.uid], ["abort-run", "nightly"],
        ["set-results", "--run", Sample.uid, "accuracy=0.9"],
        ["set-schedule-notifications", "nightly", "--none"], ["list-notifications", "nightly"],
        ["set-run-notifications", "nightly", "--none"],
        ["set-project-notifications", "backup", "--none"], ["list-deliveries"],
        ["show-delivery", deliveryID], ["retry-delivery", deliveryID],
        ["cancel-delivery", "backup/nightly", "hook"],
        ["resend-notifications", Sample.uid, "--name", "hook"], ["watch"], ["status"],
        ["add-notifier", "on-call", "kind=webhook,url=https://example.org/hook"],
        ["list-channels"], ["describe-channel", "pigeon"],
        ["list-notifiers"], ["show-notifier", "on-call"], ["remove-notifier", "on-call"],
        ["disable-notifier", "on-call", "--reason=on holiday"], ["enable-notifier", "on-call"],
        ["add-denial", "*@example.org", "--kind=mail", "--reason=bounced"], ["list-denials"],
        ["remove-denial", "*@example.org"], ["render", Sample.uid], ["reload"],
    ]
    private static let deliveryID = Sample.delivery["id"]?.string ?? ""
    private static let file = "name: nightly\nwhen: 0 2 * * *\ncommand: [\"true\"]\n"

    @Test func `every method of the interface is reached by a verb`() async throws {
        let server = try FakeServer()
        for call in Self.calls {
            let waits = call.contains("--wait")
            for format in ["table", "json"] {
                let result = try await Notifyctl.run(
                    call + ["--socket=\(server.path)", "-o", format], input: Self.file)
                #expect(result.status == (waits ? 2 : 0), "\(call): \(result.errors)")
                #expect(!result.output.isEmpty)
            }
        }
        let reached = Set(server.service.asked.map(\.method))
        #expect(reached == Set(server.service.interface.methods.map(\.name)))
        #expect(server.complaints.isEmpty)
    }

    @Test func `JSON is the wire's own objects`() async throws {
        let server = try FakeServer()
        for (words, expected) in [
            (["list-runs"], ["runs": [Sample.run()]]),
            (["list-schedules"], ["schedules": [Sample.state]]),
            (["show-schedule", "nightly"], ["state": Sample.state]),
            (["pause-schedule", "nightly"], [:]),
            (
                ["list-notifications"], ["notifications": Sample.notifications]
            ),
            (
                ["show-run", Sample.uid],
                ["run": Sample.run(), "attempts": [], "deliveries": [Sample.delivery]]
            ),
        ] as [([String], JSONValue)] {
            let result = try await Notifyctl.run(
                words + ["--output=json"], environment: ["NOTIFYD_SOCKET=\(server.path)"])
            #expect(try JSONValue(parsing: result.output) == expected)
        }
    }

    @Test func `a stream is one JSON object a line`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("watch", "-ojson")
        let lines = try result.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(lines.map { $0["occasion"] } == ["error", "delivery"])
    }

    @Test func `a notifier is read from its file, and sent as it is`() async throws {
        let server = try FakeServer()
        let file = "kind: webhook\nparams: {url: \"https://example.org/hook\", method: PUT}\n"
        let result = try await Notifyctl.run(
            ["add-notifier", "on-call", "-", "--shared", "--replace"], input: file,
            environment: ["NOTIFYD_SOCKET=\(server.path)"])
        #expect(result.output == "Stored the notifier on-call.\n")
        #expect(
            server.service.asked == [
                FakeService.Asked(
                    method: "AddNotifier",
                    parameters: [
                        "name": "on-call", "kind": "webhook", "secret_params": [:],
                        "params": ["url": "https://example.org/hook", "method": "PUT"],
                        "shared": true, "replace": true,
                    ])
            ])
        let wrong = try await Notifyctl.run(
            ["add-notifier", "on-call", "kind=webhook,url=ftp://x"],
            environment: ["NOTIFYD_SOCKET=\(server.path)"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("params.url: is no usable URL"), "\(wrong.errors)")
        let force = try await server.notifyctl("remove-notifier", "on-call", "--force")
        #expect(force.output == "Removed the notifier on-call.\n")
        #expect(server.service.asked.last?.parameters == ["notifier": "on-call", "force": true])
    }

    @Test func `denials are listed with who denied what, since when and why`() async throws {
        let server = try FakeServer()
        let list = try await server.notifyctl("list-denials").output
        for expected in ["ADDRESS", "*@example.org", "mail", "root", "bounced", "2025-03-01"] {
            #expect(list.contains(expected), "\(list)")
        }
        let removed = try await server.notifyctl("remove-denial", "--kind=mail", "*@example.org")
        #expect(removed.output == "Removed the denial of *@example.org.\n")
        #expect(
            server.service.asked.last?.parameters == ["address": "*@example.org", "kind": "mail"])
    }

    @Test func `a notifier is shown with its references, and what uses it`() async throws {
        let server = try FakeServer()
        let text = try await server.notifyctl("show-notifier", "on-call").output
        for expected in [
            "Notifier:   on-call\n", "Parameter:  url=env:HOOK_URL\n",
            "Parameter:  secret=********\n", "State:      disabled: on holiday\n",
            "Used by:    schedule nightly\n", "Used by:    and more\n",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        let list = try await server.notifyctl("list-notifiers").output
        #expect(
            list == """
                NOTIFIER  KIND     OWNER  SHARED  STATE
                on-call   webhook  root   yes     disabled: on holiday

                """)
    }

    @Test func `kinds of channels are listed, and one is described within 80 columns`()
        async throws
    {
        let server = try FakeServer()
        let list = try await server.notifyctl("list-channels").output
        #expect(
            list == """
                KIND    STATE        SUMMARY
                pigeon  enabled      Carries it.
                owl     not enabled  Carries it at night.

                """)
        let text = try await server.notifyctl("describe-channel", "pigeon").output
        #expect(
            text == """
                pigeon: Carries it.
                Only administrators may use it.
                It needs loft, or height and speech.

                loft (text, needed, secret)
                    Where pigeons live, in words that go on until no line of a terminal holds
                    them.
                    In the environment: PIGEON_LOFT, LOFT; notifyd has LOFT

                height (whole number)
                    How high.
                    Where it is left out: 7

                speech (any value, with templates, for administrators)
                    What to say.
                    Where it is left out: coo

                """)
    }

    @Test func `runs are shown as a table`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("list-runs")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.split(separator: " ") == ["RUN", "STATE", "TIME", "SCHEDULE", "WHY"])
        #expect(lines.last?.hasPrefix("\(Sample.uid)  error  2025-03-09 08:01:40 (") == true)
        #expect(lines.last?.hasSuffix("ago)  backup/nightly  exit status 2") == true)
    }

    @Test func `a schedule is shown with everything, and control characters as escapes`()
        async throws
    {
        let server = try FakeServer()
        let text = try await server.notifyctl("show-schedule", "backup/nightly").output
        for expected in [
            "Schedule:      backup/nightly\n", #"Description:   Copies \u{1B}[31meverything"#,
            #"Command:       cp -a 'it'\''s' /b"#, "Label:         team=ops",
            "Limit:         memory 1048576",
            "Notification:  hook: error to webhook https://example.org/hook",
            "Next:          2025-03-10 07:00:00 (", "Last run:      error 2025-03-09 08:01:40 (",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
    }

    @Test func `a run is shown with who was told`() async throws {
        let server = try FakeServer()
        let text = try await server.notifyctl("show-run", Sample.uid).output
        for expected in [
            "State:        error\n", "Why:          exit status 2\n", "Took:         1m39s\n",
            "Exit status:  2\n", "CPU time:     1.25 s user, 0.50 s system\n",
            "Peak memory:  4096 KiB\n", "\nNOTIFICATION  KIND     STATE   ATTEMPTS  TIME",
            "\nhook          webhook  failed  3         2025-03-09 08:10:01 (",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
    }

    @Test func `schedules are named with their project in either way`() async throws {
        let server = try FakeServer()
        for words in [
            ["show-schedule", "backup/nightly"], ["show-schedule", "nightly", "-p", "backup"],
            ["show-schedule", "-pbackup", "nightly"],
            ["--project", "backup", "show-schedule", "nightly"],
            ["show-schedule", "backup/nightly", "--project=backup"],
            ["show-schedule", "--project=backup", "--", "nightly"],
        ] {
            _ = try await Notifyctl.run(words, environment: ["NOTIFYD_SOCKET=\(server.path)"])
        }
        #expect(server.service.asked.count == 6)
        #expect(
            Set(server.service.asked) == [
                FakeService.Asked(
                    method: "ShowSchedule",
                    parameters: ["project": "backup", "schedule": "nightly"])
            ])
    }

    @Test func `a schedule in place of a run means its last one, which is said`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("logs", "backup/nightly", "--follow")
        #expect(result.output == "one\ntwo\n")
        #expect(
            result.errors == "notifyctl: the last run of backup/nightly is \(Sample.uid)\n")
        #expect(
            server.service.asked.map(\.parameters) == [
                ["project": "backup", "schedule": "nightly", "limit": 1],
                ["run": .string(Sample.uid), "follow": true],
            ])
    }

    @Test func `a schedule without runs has no last one`() async throws {
        let server = try FakeServer(["ListRuns": { _ in [["runs": []]] }])
        let result = try await server.notifyctl("show-run", "nightly")
        #expect(result.status == 4)
        #expect(result.errors == "notifyctl: the schedule nightly has no run\n")
    }

    @Test(
        arguments: [
            (["state": "completed", "exit_code": 0, "reason": nil], 0),
            (["state": "completed", "exit_code": 3, "reason": nil], 3),
            (["state": "error", "exit_code": 7], 7),
            (["state": "error", "exit_code": nil, "signal": "SIGKILL", "reason": "signal"], 137),
            (["state": "aborted", "exit_code": nil, "signal": "SIGTERM", "reason": nil], 143),
            (["state": "error", "exit_code": nil, "reason": "start"], 1),
            (["state": "error", "exit_code": nil, "reason": "lost"], 1),
            (["state": "aborted", "exit_code": nil, "reason": nil], 1),
        ] as [(JSONObject, Int32)])
    func `start-schedule --wait ends as the command did`(
        changes: JSONObject, status: Int32
    ) async throws {
        let server = try FakeServer(["WaitForRun": { _ in [["run": Sample.run(changes)]] }])
        let result = try await server.notifyctl("start-schedule", "nightly", "--wait")
        #expect(result.status == status)
        #expect(result.errors == "Started run \(Sample.uid).\n")
        #expect(server.complaints.isEmpty)
    }

    @Test func `lists go over all pages, up to the limit`() async throws {
        let server = try FakeServer([
            "ListRuns": { parameters in
                switch parameters["after"]?.string {
                case nil:
                    [["runs": [Sample.run(["uid": "a"]), Sample.run(["uid": "b"])], "next": "b"]]
                case "b": [["runs": [Sample.run(["uid": "c"])], "next": "c"]]
                default: [["runs": [Sample.run(["uid": "d"])]]]
                }
            }
        ])
        let all = try JSONValue(parsing: try await server.notifyctl("list-runs", "-ojson").output)
        #expect(all["runs"]?.array?.map { $0["uid"] } == ["a", "b", "c", "d"])
        let some = try await server.notifyctl("list-runs", "-n3")
        #expect(some.output.split(separator: "\n").count == 4)
        #expect(some.errors.contains("there are more than these 3"))
        let none = try await server.notifyctl("list-runs", "-n4")
        #expect(none.errors == "")
    }

    @Test func `nothing to list is said`() async throws {
        let server = try FakeServer([
            "ListRuns": { _ in [["runs": []]] }, "ListSchedules": { _ in [["schedules": []]] },
            "ListDeliveries": { _ in [["deliveries": []]] },
            "ListNotifications": { _ in [["notifications": []]] },
        ])
        #expect(try await server.notifyctl("list-runs").output == "There are no such runs.\n")
        #expect(try await server.notifyctl("list-schedules").output == "There are no schedules.\n")
        #expect(
            try await server.notifyctl("list-deliveries").output
                == "There are no such deliveries.\n")
        #expect(
            try await server.notifyctl("list-notifications", "x").output
                == "There are no such notifications.\n")
    }

    @Test func `a reader that goes away ends the program quietly`() async throws {
        let server = try FakeServer([
            "ReadLog": { _ in
                Array(
                    repeating: ["text": .string(String(repeating: "line\n", count: 10_000))],
                    count: 50)
            }
        ])
        let line =
            "trap '' PIPE; \(BuiltProgram.notifyctl) --socket=\(server.path) logs \(Sample.uid) | head -n 1"
        let result = try await Notifyctl.run(program: "/bin/sh", ["-c", line])
        #expect(result.output == "line\n")
        #expect(result.errors == "")
    }
}
