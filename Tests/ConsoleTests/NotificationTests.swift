import Formats
import Glibc
import TestKit
import Testing

/// The verbs that set and list notifications.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct NotificationTests {
    @Test func `notifications are listed with where they come from`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("list-notifications", "backup/nightly")
        #expect(
            result.output == """
                NOTIFICATION  FROM               TO       WHEN
                hook          schedule           webhook  error, aborted, if {{ run.status.attempt > 1 }}
                team          project            chat     broken, fixed
                hook          project, replaced  console  completed, error, aborted

                """)
        let all = try await server.notifyctl("list-notifications").output.split(separator: "\n")
        #expect(all.first?.hasPrefix("SCHEDULE        NOTIFICATION  FROM") == true)
        #expect(all.last?.hasPrefix("backup/nightly  hook          project, replaced") == true)
    }

    @Test(.enabled(if: unsafe access("/usr/bin/script", X_OK) == 0))
    func `a terminal of 80 columns shows what matters`() async throws {
        let server = try FakeServer()
        let command =
            "stty cols 80; \(BuiltProgram.notifyctl) list-notifications --socket=\(server.path)"
        let shown = try await Notifyctl.run(
            program: "/usr/bin/script", ["-qec", command, "/dev/null"],
            environment: ["TERM=xterm", "SHELL=/bin/sh", "NO_COLOR=1"])
        let lines = shown.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == 4, "\(shown)")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(shown.output)")
        #expect(lines.contains { $0.contains("webhook  error, abor") }, "\(shown.output)")
    }

    @Test func `what is to be listed is named in four ways`() async throws {
        let server = try FakeServer()
        for words in [
            ["nightly"], ["--run=nightly", "-pbackup"], ["--run", Sample.uid],
            ["--project-only=shop"], ["-pshop"], [],
        ] {
            let result = try await Notifyctl.run(
                ["list-notifications"] + words, environment: ["NOTIFYD_SOCKET=\(server.path)"])
            #expect(result.status == 0, "\(words): \(result.errors)")
        }
        let asked = server.service.asked.filter { $0.method == "ListNotifications" }
        #expect(
            asked.map(\.parameters) == [
                ["project": "default", "schedule": "nightly"], ["run": .string(Sample.uid)],
                ["run": .string(Sample.uid)], ["project": "shop", "project_only": true],
                ["project": "shop"], [:],
            ])
    }

    @Test func `notifications of a run and of a project are said as those of a schedule`()
        async throws
    {
        let folder = ScratchDirectory()
        let list = "- kind: console\n- {name: b, kind: console, when: [broken, fixed]}\n"
        try WholeFile.write(list, to: "\(folder.path)/n.yaml")
        let server = try FakeServer()
        for (verb, operand, shown) in [
            ("set-run-notifications", Sample.uid, "Run \(Sample.uid)"),
            ("set-project-notifications", "shop", "The project shop"),
        ] {
            for (words, count) in [
                (["\(folder.path)/n.yaml"], "2 notifications"), (["-"], "2 notifications"),
                (
                    ["--notification=kind=slack,when=error,webhook=https://h.example/x"],
                    "1 notification"
                ),
                (["--none"], "no notifications"),
            ] {
                let result = try await Notifyctl.run(
                    [verb, operand] + words, input: list,
                    environment: ["NOTIFYD_SOCKET=\(server.path)"])
                #expect(result.output == "\(shown) has \(count) now.\n", "\(result.errors)")
            }
        }
        let asked = server.service.asked
        #expect(asked.prefix(4).allSatisfy { $0.method == "SetRunNotifications" })
        #expect(asked.prefix(4).allSatisfy { $0.parameters["run"] == .string(Sample.uid) })
        #expect(asked.suffix(4).allSatisfy { $0.method == "SetProjectNotifications" })
        #expect(asked.suffix(4).allSatisfy { $0.parameters["project"] == "shop" })
        let sent = asked.map { $0.parameters["notifications"]?.array ?? [] }
        #expect(sent.map(\.count) == [2, 2, 1, 0, 2, 2, 1, 0])
        #expect(sent[0][1]["when"] == ["broken", "fixed"])
        #expect(sent[2][0]["params"] == ["webhook": "https://h.example/x"])
    }
}
