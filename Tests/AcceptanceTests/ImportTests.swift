import Formats
import TestKit
import Testing

/// From a crontab to a run.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ImportTests {
    @Test func `what is imported runs as under cron, and importing it again changes nothing`()
        async throws
    {
        let service = try await Service.started()
        let crontab = service.scratch.file("crontab")
        try service.scratch.write(
            """
            GREETING = "  hello "
            HOME=\(service.scratch.path)
            @yearly { cat; echo "$GREETING from $(pwd), 100\\%"; } > seen%one%two

            """, to: "crontab")
        let first = try await service.notifyctl("import-crontab", crontab, "--apply", "--mail=none")
        #expect(first.status == 0, "\(first)")
        #expect(first.output == "created  cat\n")
        #expect(first.errors.hasSuffix("\(crontab): write # before its line 3\n"))
        let run = try await service.run("cat")
        #expect(run["state"] == "completed", "\(run)")
        #expect(
            service.scratch.lines("seen") == [
                "one", "two", "  hello from \(service.scratch.path), 100%",
            ])
        let again = try await service.done("import-crontab", crontab, "--apply", "--mail=none")
        #expect(again == "unchanged  cat\n")
        // What the YAML says is the same as what was applied.
        let shown = try await service.done("import-crontab", crontab, "--mail=none")
        try await service.apply(shown)
        #expect(
            try await service.done("apply", service.scratch.file("schedules.yaml"))
                == "unchanged  cat\n")
    }

    @Test func `a schedule that is not from this crontab is not replaced`() async throws {
        let service = try await Service.started()
        try await service.apply("name: backup\nwhen: '@yearly'\ncommand: echo mine")
        let crontab = service.scratch.file("crontab")
        try service.scratch.write("@daily /bin/backup\n@daily /bin/other\n", to: "crontab")
        let answer = try await service.notifyctl(
            "import-crontab", crontab, "--apply", "--mail=none")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("backup is already there, and not from \(crontab)"))
        #expect(try await service.rows("ListSchedules", "schedules").count == 1)
        let other = try await service.notifyctl(
            "import-crontab", crontab, "--apply", "--mail=none", "--project=cron")
        #expect(other.output == "created  cron/backup\ncreated  cron/other\n", "\(other)")
    }
}
