import Definitions
import Domain
import Formats
import TestKit
import Testing

struct ScheduleReaderTests {
    @Test(arguments: SampleFiles.valid)
    func `a valid sample is read`(text: String) {
        #expect(Sample.faults(text) == [])
    }

    @Test func `everything that a file can say arrives`() throws {
        let schedules = try Sample.schedules(SampleFiles.valid[1])
        let definition = ScheduleDefinition(
            key: ScheduleKey(project: try Name("shop"), name: try Name("nightly-backup")),
            description: "Dumps the shop's database.", labels: ["team": "storage", "tier": "1"],
            when: "0 2 * * *", timezone: "Europe/Berlin",
            command: CommandLine(shell: "set -e\npg_dump shop > /var/backups/shop.sql\n"),
            environment: [
                "PGHOST": "db1.example.org", "PGPORT": "5432", "VERBOSE": "true", "EMPTY": "",
            ],
            parameters: [
                "epochs": 40, "rate": .number(0.5), "_words": ["a", "b"], "nested": ["c": nil],
                "text": "40",
            ],
            directory: "/var/backups", user: "backup",
            limits: RunLimits(
                memory: 512 << 20, cpu: 1500, processes: 64, openFiles: 1024, nice: 10,
                output: 64 << 20),
            timeout: .seconds(5400), grace: .seconds(30), successExitCodes: [0, 3], paused: false,
            notifications: [
                Notification(
                    name: try Name("ops"), kind: "webhook", when: [.error, .aborted],
                    message: "The backup did not work.", severity: .error,
                    parameters: [
                        "method": "PUT", "override_body": ["text": "{{ runs }}"],
                        "verify_ssl": true, "ca_file": "/etc/ssl/own.pem",
                    ],
                    secretParameters: [
                        "url": "https://hooks.example.org/backup",
                        "headers": ["X-Team": "storage"], "secret": "whsec_c2VjcmV0",
                    ]),
                Notification(
                    name: try Name("slack"), kind: "slack", when: [.error],
                    secretParameters: ["webhook": "https://hooks.slack.com/services/x"]),
                Notification(
                    name: try Name("console"), kind: "console",
                    when: [.pending, .running, .completed, .error, .aborted, .skipped]),
            ])
        #expect(schedules == [definition])
    }

    @Test func `what is left out has its standard value`() throws {
        let schedules = try Sample.schedules(
            "name: a\nwhen: '@daily'\ncommand: ls\ntimezone:\nlimits: ~")
        let key = ScheduleKey(name: try Name("a"))
        #expect(
            schedules == [
                ScheduleDefinition(key: key, when: "@daily", command: CommandLine(shell: "ls"))
            ])
    }

    @Test func `a file holds schedules one by one, in lists and under a key`() throws {
        let schedules = try Sample.schedules(
            """
            {name: a, when: '@daily', command: ls}
            ---
            - {name: b, when: '@daily', command: ls}
            - {name: c, when: '@daily', command: ls}
            ---
            schedules:
            - {name: d, when: '@daily', command: ls}
            ---
            """)
        #expect(schedules.map(\.key.name.text) == ["a", "b", "c", "d"])
    }

    @Test func `numbers are taken as they were written where words are wanted`() throws {
        let schedule = try Sample.schedules(
            """
            name: a
            when: '@daily'
            command: [echo, 010, 1.10, 0x1F, True, 1e3, 12:30, "null"]
            environment: {A: 007, B: 1.50, C: false, D: 2025-03-08}
            labels: {version: 1.10}
            """)[0]
        #expect(
            schedule.command.arguments == [
                "echo", "010", "1.10", "0x1F", "True", "1e3", "12:30", "null",
            ])
        #expect(
            schedule.environment == ["A": "007", "B": "1.50", "C": "false", "D": "2025-03-08"])
        #expect(schedule.labels == ["version": "1.10"])
    }

    @Test(
        arguments: [
            ("90", .seconds(90)), ("1.5", .milliseconds(1500)), ("'90'", .seconds(90)),
            ("90s", .seconds(90)), ("1h30m", .seconds(5400)), ("500ms", .milliseconds(500)),
        ] as [(String, Duration)])
    func `a duration is a text or a number of seconds`(text: String, duration: Duration) throws {
        let schedule = try Sample.schedules(
            "name: a\nwhen: '@daily'\ncommand: ls\ntimeout: \(text)")[0]
        #expect(schedule.timeout == duration)
    }

    @Test func `exit statuses are a set, and so are occasions`() throws {
        let schedule = try Sample.schedules(
            "name: a\nwhen: '@daily'\ncommand: ls\nsuccess_exit_codes: [3, 0, 3]\n"
                + "notifications: [{kind: console, when: [aborted, failed, error, completed]}]")[0]
        #expect(schedule.successExitCodes == [0, 3])
        #expect(schedule.notifications[0].when == [.completed, .error, .aborted])
    }

    @Test func `the wire's nulls are as if left out`() throws {
        let schedules = try Sample.reader.schedules(onWire: [
            [
                "name": "a", "project": nil, "when": "@daily", "timezone": nil, "command": ["ls"],
                "limits": ["memory": nil], "paused": nil, "notifications": nil, "timeout": nil,
            ]
        ])
        let key = ScheduleKey(name: try Name("a"))
        #expect(
            schedules == [
                ScheduleDefinition(
                    key: key, when: "@daily", command: CommandLine(arguments: ["ls"]))
            ])
    }

    @Test func `broken files are answered, whatever they hold`() {
        var generator = SeededGenerator(seed: 1)
        let bytes = Array(SampleFiles.valid[1].utf8)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] =
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)]
            }
            do {
                _ = try Sample.reader.schedules(inFiles: [DefinitionFile(name: "f", bytes: changed)]
                )
            } catch {
                #expect(!error.faults.isEmpty)
                #expect(error.faults.allSatisfy { $0.fault.position != nil })
            }
        }
    }

    @Test func `two thousand schedules are read, and not one more`() throws {
        func file(_ count: Int) -> DefinitionFile {
            let text = (0..<count).map { "- {name: s\($0), when: '@daily', command: ls}\n" }
                .joined()
            return DefinitionFile(name: "f", bytes: Array(text.utf8))
        }
        #expect(try Sample.reader.schedules(inFiles: [file(2000)]).count == 2000)
        #expect(throws: InvalidFiles.self) { try Sample.reader.schedules(inFiles: [file(2001)]) }
    }
}
