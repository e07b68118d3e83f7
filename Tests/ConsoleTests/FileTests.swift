import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct FileTests {
    private static let good = """
        name: nightly
        project: backup
        when: 0 2 * * *
        command: ["true"]
        notifications:
          - kind: webhook
            params: {url: "https://example.org/hook", secret: "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ="}
        ---
        name: hourly
        when: "@hourly"
        command: echo hello
        """
    private static let bad = """
        name: nightly
        when: 99 * * * *
        comand: x
        """

    @Test func `files are read and sent as one request`() async throws {
        let folder = ScratchDirectory()
        try WholeFile.write(Self.good, to: "\(folder.path)/a.yaml")
        let server = try FakeServer()
        let result = try await server.notifyctl(
            "apply", "\(folder.path)/a.yaml", "-",
            input: #"{"name": "c", "when": "@daily", "command": "x"}"#)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "created  nightly\n")
        let sent = try #require(server.service.asked.first?.parameters["schedules"]?.array)
        #expect(sent.map { $0["name"] } == ["nightly", "hourly", "c"])
        #expect(sent[0]["notifications"]?.array?.first?["params"]?["secret"] != "********")
        #expect(sent[1]["command"] == ["/bin/sh", "-c", "echo hello"])
    }

    @Test(arguments: ["apply", "check"])
    func `all faults of all files are told with their places`(verb: String) async throws {
        let folder = ScratchDirectory()
        let path = "\(folder.path)/bad.yaml"
        try WholeFile.write(Self.bad, to: path)
        let server = try FakeServer()
        let result = try await server.notifyctl(verb, path, "-", input: "name: [")
        #expect(result.status == 1)
        let lines = result.errors.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("\(path):1:1: command: ") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("\(path):2:7: when: ") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("\(path):3:1: comand: unknown key") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("standard input:") }, "\(lines)")
        #expect(lines.last == "notifyctl: there are 4 faults")
        #expect(server.service.asked.isEmpty)
    }

    @Test func `check is content with what is right, and hides secrets`() async throws {
        let text = try await Notifyctl.run(["check", "-"], input: Self.good)
        #expect(text.output == "2 schedules, nothing wrong.\n")
        let json = try await Notifyctl.run(["check", "-", "-ojson"], input: Self.good)
        let schedules = try JSONValue(parsing: json.output)["schedules"]?.array
        #expect(
            schedules?.first?["notifications"]?.array?.first?["params"]?["secret"] == "********")
    }

    @Test func `a file that cannot be read is named`() async throws {
        let result = try await Notifyctl.run(["check", "/nonexistent/a\n.yaml"])
        #expect(result.status == 1)
        #expect(
            result.errors
                == "notifyctl: cannot read /nonexistent/a\\n.yaml: No such file or directory\n")
    }

    @Test func `faults that the service finds are told by the schedule's name`() async throws {
        let server = try FakeServer([
            "ApplySchedules": { (_) throws(CallError) in
                throw CallError(
                    name: "io.notifyd.InvalidDefinition",
                    parameters: [
                        "faults": [
                            ["path": "schedules[1].user", "message": "there is no user x"],
                            ["path": "schedules[0]", "message": "too much"],
                        ],
                        "message": "schedules[1].user: there is no user x (and 1 more)",
                    ])
            }
        ])
        let result = try await server.notifyctl("apply", "-", input: Self.good)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                hourly: user: there is no user x
                nightly: too much
                notifyctl: hourly: user: there is no user x (and 1 more)

                """)
    }

    @Test func `notifications are set from a file, standard input, options, or to none`()
        async throws
    {
        let folder = ScratchDirectory()
        let list = "- kind: console\n- {name: b, kind: console, when: [error]}\n"
        try WholeFile.write(list, to: "\(folder.path)/n.yaml")
        let server = try FakeServer()
        let name = "set-schedule-notifications"
        #expect(
            try await server.notifyctl(name, "x", "\(folder.path)/n.yaml").output
                == "x has 2 notifications now.\n")
        #expect(
            try await server.notifyctl(name, "x", "-", input: list).output
                == "x has 2 notifications now.\n")
        #expect(
            try await server.notifyctl(
                name, "p/x", "--notification",
                "kind=webhook,when=error+aborted,url=https://example.org/hook"
            ).output == "p/x has 1 notification now.\n")
        #expect(
            try await server.notifyctl(name, "x", "--none").output
                == "x has no notifications now.\n")
        let sent = server.service.asked.map { $0.parameters["notifications"]?.array ?? [] }
        #expect(sent.map(\.count) == [2, 2, 1, 0])
        #expect(sent[0] == sent[1])
        #expect(sent[2][0]["when"] == ["error", "aborted"])
        #expect(sent[2][0]["params"] == ["url": "https://example.org/hook"])
    }

    @Test func `sections are sent as the list that they mean`() async throws {
        let server = try FakeServer()
        let file = """
            name: nightly
            when: 0 2 * * *
            command: ls
            notification:
              task-failed: {plugins: [console], message: Uh-oh}
              task-exception: {plugins: [console]}
            """
        let applied = try await server.notifyctl("apply", "-", input: file)
        #expect(applied.status == 0, "\(applied.errors)")
        let sent = server.service.asked.first?.parameters["schedules"]?.array?.first
        #expect(
            sent?["notifications"] == [
                [
                    "name": "task-failed-console", "kind": "console", "when": ["exit"],
                    "message": "Uh-oh",
                ],
                ["name": "task-exception-console", "kind": "console", "when": ["exception"]],
            ])
        #expect(sent?["notification"] == nil)
    }

    @Test func `what only the environment of the service can say is warned of`() async throws {
        let file = "name: a\nwhen: '@daily'\ncommand: ls\nnotifications: [{kind: slack}]\n"
        let result = try await Notifyctl.run(["check", "-"], input: file)
        #expect(result.status == 0)
        #expect(
            result.errors == """
                notifyctl: warning: a: the notification slack leaves out webhook, which SLACK_WEBHOOK \
                in the environment of notifyd has to say

                """)
    }
}
