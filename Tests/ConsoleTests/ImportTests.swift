import Control
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct ImportTests {
    private static let crontab = """
        MAILTO=ops@example.org
        # Copies it all.
        30 2 * * * /usr/local/bin/backup.sh 100\\%
        @hourly mail -s "it's time" ann%Hello,%Ann
        """

    @Test func `a crontab is shown as YAML that can be applied`() async throws {
        let result = try await Notifyctl.run(
            ["import-crontab", "-", "--mail", "none"], input: Self.crontab + "\n")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors == "")
        #expect(
            result.output == #"""
                # standard input:3: 30 2 * * * /usr/local/bin/backup.sh 100\%
                - name: backup
                  description: Copies it all.
                  labels:
                    crontab: standard input
                  when: 30 2 * * *
                  command: /usr/local/bin/backup.sh 100%
                  environment:
                    MAILTO: ops@example.org
                    PATH: /usr/bin:/bin
                  overlap: allow
                  catch_up: none
                  leftovers: keep

                # standard input:4: @hourly mail -s "it's time" ann%Hello,%Ann
                - name: mail
                  labels:
                    crontab: standard input
                  when: '@hourly'
                  command: |
                    mail -s "it's time" ann <<'END'
                    Hello,
                    Ann
                    END
                  environment:
                    MAILTO: ops@example.org
                    PATH: /usr/bin:/bin
                  overlap: allow
                  catch_up: none
                  leftovers: keep

                """#)
        let check = try await Notifyctl.run(["check", "-"], input: result.output)
        #expect(check.output == "2 schedules, nothing wrong.\n", "\(check.errors)")
    }

    @Test func `whom cron mails to becomes a notification`() async throws {
        let result = try await Notifyctl.run(
            ["import-crontab", "-", "-ojson", "--mail=output"], input: "MAILTO=a@b.c,d\n@daily x\n")
        let schedule = try JSONValue(parsing: result.output)["schedules"]?.array?.first
        let mail = schedule?["notifications"]?.array?.first
        #expect(mail?["kind"] == "mail")
        #expect(mail?["params"] == ["to": ["a@b.c", "d"]])
        let condition = try #require(mail?["condition"]?.string)
        for (state, tail, verdict) in [
            ("completed", "", "suppress"), ("completed", "x", "send"), ("error", "", "send"),
        ] {
            var status: JSONObject = ["state": .string(state)]
            if !tail.isEmpty { status["log_tail"] = .string(tail) }
            let folder = ScratchDirectory()
            try folder.write(JSONValue.object(["status": .object(status)]).text, to: "run")
            let rendered = try await Notifyctl.run(
                ["render", "--condition", condition, "--run", folder.file("run")])
            #expect(rendered.output.contains("\n\(verdict)"), "\(rendered)")
        }
    }

    @Test func `lines that cannot be taken are told, and the others shown`() async throws {
        let result = try await Notifyctl.run(
            ["import-crontab", "-"],
            input: "@daily a\n99 * * * * b\nCRON_TZ=Asia/Tokyo\n@daily c\u{1B}\n")
        #expect(result.status == 1)
        #expect(result.output.contains("- name: a\n"))
        #expect(result.output.contains("timezone: Asia/Tokyo\n"))
        #expect(
            result.errors.hasPrefix(
                "standard input:3: note: the lines below are meant in this time zone"))
        #expect(
            result.errors.contains(
                "\nstandard input:2: not taken: the minute field has \"99\", which is outside 0-59")
        )
        #expect(
            result.errors.hasSuffix("notifyctl: 1 line or file could not be taken; see above why\n")
        )
    }

    @Test(arguments: [
        (["-", "--format", "system"], "- name: backup\n"),
        (["-", "--format", "user"], "- name: root\n"),
        (["--format=system", "-"], "  user: root\n"),
    ])
    func `a format is said where it is not certain`(
        arguments: [String], output: String
    ) async throws {
        let text = "@daily root backup\n@daily ann backup\n"
        let result = try await Notifyctl.run(["import-crontab"] + arguments, input: text)
        #expect(result.output.contains(output), "\(result)")
        let unsaid = try await Notifyctl.run(["import-crontab", "-"], input: text)
        #expect(unsaid.status == 2)
        #expect(unsaid.errors.contains("--format system or --format user"))
    }

    @Test(arguments: [
        (["--system", "x"], "not several"), (["--root", "/"], "--system or --user"),
        (["--format", "user"], "belongs to files"),
        (["-", "--mail", "some"], "failures, output, none"),
        (["-", "--policies", "x"], "cron, notifyd"), (["-", "-p", "a b"], "is no name"),
        (["--user", "../x", "--root", "/"], "no name of a user"), (["-", "-"], "only once"),
    ])
    func `wrong usage is told`(arguments: [String], message: String) async throws {
        let result = try await Notifyctl.run(["import-crontab"] + arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func `all schedules are applied in one request, and cron's are to be switched off`()
        async throws
    {
        let server = try FakeServer(["ListSchedules": { _ in [["schedules": []]] }])
        let result = try await server.notifyctl(
            "import-crontab", "-", "--apply", "--project", "old", input: Self.crontab + "\n")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "created  nightly\n")
        let sent = try #require(server.service.asked.last)
        #expect(sent.method == "ApplySchedules")
        let schedules = sent.parameters["schedules"]?.array ?? []
        #expect(schedules.map { $0["name"] } == ["backup", "mail"])
        #expect(schedules.map { $0["project"] } == ["old", "old"])
        #expect(
            schedules[0]["notifications"]?.array?.first?["params"] == ["to": ["ops@example.org"]])
        #expect(
            result.errors.hasSuffix(
                """
                cron runs all of this as well until you switch it off there:
                  standard input: write # before each of its lines 3, 4

                """))
    }

    @Test func `nothing is applied when a line cannot be taken, or a name is somebody else's`()
        async throws
    {
        let folder = ScratchDirectory()
        try folder.write(Self.crontab + "\n", to: "crontab")
        let path = folder.file("crontab")
        let server = try FakeServer([
            "ListSchedules": { _ in
                [
                    [
                        "schedules": [
                            Self.state("backup", from: "/etc/crontab"),
                            Self.state("mail", from: path),
                        ]
                    ]
                ]
            }
        ])
        let bad = try await server.notifyctl(
            "import-crontab", "-", "--apply", input: Self.crontab + "\n99 * * * * x\n")
        #expect(bad.status == 1)
        #expect(bad.errors.contains("so nothing was applied"))
        #expect(server.service.asked == [])
        let taken = try await server.notifyctl("import-crontab", path, "--apply")
        #expect(taken.status == 1)
        #expect(taken.errors.contains("backup is already there, and not from \(path)\n"))
        #expect(!taken.errors.contains("mail is already there"))
        #expect(server.service.asked.map(\.method) == ["ListSchedules"])
    }

    @Test func `standard input may be another crontab each time, and replaces nothing`()
        async throws
    {
        let server = try FakeServer([
            "ListSchedules": { _ in
                [["schedules": [Self.state("backup", from: "standard input")]]]
            }
        ])
        let result = try await server.notifyctl(
            "import-crontab", "-", "--apply", input: Self.crontab + "\n")
        #expect(result.status == 1)
        #expect(result.errors.contains("backup is already there"))
    }

    @Test func `a file is known by its whole path, and by its folder`() async throws {
        let folder = ScratchDirectory()
        #expect(unsafe mkdir(folder.file("cron.d"), 0o755) == 0)
        try folder.write("@daily root x\n", to: "cron.d/php")
        #expect(unsafe symlink("cron.d/php", folder.file("link")) == 0)
        let there = "\(folder.path)/cron.d/../cron.d//php"
        let result = try await Notifyctl.run(["import-crontab", there])
        #expect(
            result.output.hasPrefix(
                "# \(folder.path)/cron.d/php:1: @daily root x\n- name: php-x\n"),
            "\(result)")
        let link = try await Notifyctl.run(["import-crontab", folder.file("link")])
        #expect(link.output.contains("crontab: \(folder.path)/link\n"), "\(link)")
    }

    private static func state(_ name: String, from crontab: String) -> JSONValue {
        var schedule = Sample.schedule.object ?? [:]
        schedule["name"] = .string(name)
        schedule["project"] = nil
        schedule["labels"] = ["crontab": .string(crontab)]
        var state = Sample.state.object ?? [:]
        state["schedule"] = .object(schedule)
        return .object(state)
    }

    @Test func `an empty crontab makes nothing`() async throws {
        let result = try await Notifyctl.run(["import-crontab", "-"], input: "# nothing\n")
        #expect(result.status == 0)
        #expect(result.output == "")
    }
}
