import Formats
import Platform
import TestKit
import Testing

/// The policies, seen from the shell.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PolicyTests {
    @Test func `overlap queue lets the next one wait, and no further ones`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: slow
            when: "@yearly"
            overlap: queue
            environment: {FOLDER: SCRATCH}
            command: mkfifo $FOLDER/go 2>/dev/null; echo begun; read line < $FOLDER/go
            """)
        let first = try await service.json("start-schedule", "slow")["run"]
        let second = try await service.json("start-schedule", "slow")["run"]
        #expect(try await service.done("list-runs").contains("waits for its turn"))
        #expect(try await service.done("status").contains("Waiting runs:        1\n"))
        #expect(try await service.notifyctl("start-schedule", "slow").status == 1)
        for run in [first, second] {
            let log = try service.client(["logs", run?.string ?? "", "--follow"])
            try await log.output.line { $0 == "begun" }
            try service.scratch.write("go\n", to: "go")
            #expect(try await service.end(of: run)["state"] == "completed")
        }
    }

    @Test func `the limits that notifyd is given let runs wait for those of other schedules`()
        async throws
    {
        let service = try await Service.started(options: ["--max-active", "1"])
        try await service.apply(
            """
            name: long
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go
            ---
            {name: short, when: "@yearly", command: "true"}
            """)
        let long = try await service.json("start-schedule", "long")["run"]
        let short = try await service.json("start-schedule", "short")["run"]
        let waiting = try await service.call("ShowRun", ["run": short ?? ""])["run"]
        #expect(waiting?["waiting"] == true)
        let log = try service.client(["logs", long?.string ?? "", "--follow"])
        try await log.output.line { $0 == "begun" }
        try service.scratch.write("go\n", to: "go")
        for run in [long, short] {
            #expect(try await service.end(of: run)["state"] == "completed")
        }
    }

    @Test func `overlap replace ends the run before`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: fresh
            when: "@yearly"
            overlap: replace
            grace: 5s
            environment: {FOLDER: SCRATCH}
            command: mkdir $FOLDER/first 2>/dev/null || exit 0; echo begun; sleep 1000
            """)
        let first = try await service.json("start-schedule", "fresh")["run"]
        let log = try service.client(["logs", first?.string ?? "", "--follow"])
        try await log.output.line { $0 == "begun" }
        let answer = try await service.notifyctl("start-schedule", "fresh", "--wait")
        #expect(answer.status == 0, "\(answer)")
        let ended = try await service.end(of: first)
        #expect(ended["state"] == "aborted")
        #expect(ended["message"]?.string?.contains("replaced by the newer run") == true)
    }

    @Test func `exit status 75 means try again, and the attempts are shown`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: flaky
            when: "@yearly"
            retry: {limit: 3, delay: 10ms}
            environment: {FOLDER: SCRATCH}
            command: mkdir $FOLDER/one && exit 75; mkdir $FOLDER/two && exit 75; echo done
            """)
        let answer = try await service.notifyctl("start-schedule", "flaky", "--wait")
        #expect(answer.status == 0, "\(answer)")
        let shown = try await service.done("show-run", "flaky")
        #expect(shown.contains("Attempt:      3\n"), "\(shown)")
        #expect(shown.contains("exit status 75"))
        let attempts = try await service.json("show-run", "flaky")["attempts"]?.array
        #expect(attempts?.map { $0["exit_code"] } == [75, 75])
    }

    @Test func `a pause ends by itself, and what it let pass is not owed`() async throws {
        let service = try await Service.started()
        try await service.apply("{name: metronome, when: every 1s, command: \"true\"}")
        let watch = try service.client(["watch"])
        try await watch.output.line { $0.contains("completed") }
        let said = try await service.done(
            "pause-schedule", "metronome", "--until", Sanitizer.isOn ? "20s" : "3s", "--reason",
            "disk is changed")
        #expect(said.hasPrefix("Paused metronome until "))
        let shown = try await service.done("show-schedule", "metronome")
        #expect(shown.contains("  paused\n"), "\(shown)")
        #expect(shown.contains(": disk is changed\n"))
        try await watch.output.line { $0.contains("skipped") && $0.contains("disk is changed") }
        try await watch.output.line { $0.contains("completed") }
        #expect(
            try await service.done("show-schedule", "metronome").contains("  active\n"))
    }

    @Test func `a backfill shows what it would run, and runs it once`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: report
            when: 0 6 * * *
            timezone: Europe/Berlin
            environment: {FOLDER: SCRATCH}
            command: echo $NOTIFYD_OCCURRENCE >> $FOLDER/ran
            """)
        let words = ["backfill", "report", "2025-03-29", "2025-03-31"]
        let dry = try await Answer(of: service.client(words + ["--dry-run"]))
        #expect(
            dry.output == """
                OCCURRENCE (Europe/Berlin)  RUN
                2025-03-29 06:00:00         would run
                2025-03-30 06:00:00         would run
                2025-03-31 06:00:00         would run

                """, "\(dry)")
        #expect(service.scratch.lines("ran") == [])
        let real = try await Answer(of: service.client(words + ["--output=json"]))
        let runs = try JSONValue(parsing: real.output)["runs"]?.array ?? []
        #expect(runs.count == 3)
        for run in runs { #expect(try await service.end(of: run)["state"] == "completed") }
        // The clocks went forward on the second day.
        #expect(
            service.scratch.lines("ran") == [
                "2025-03-29T05:00:00Z", "2025-03-30T04:00:00Z", "2025-03-31T04:00:00Z",
            ])
        let again = try await Answer(of: service.client(words))
        #expect(again.output.split(separator: "\n").count { $0.contains("left out") } == 3)
    }

    @Test func `a schedule that comes once ends, and stays as it is when it is applied again`()
        async throws
    {
        let service = try await Service.started()
        let watch = try service.client(["watch"])
        let soon = Timestamp(seconds: SystemClock().now.seconds + (Sanitizer.isOn ? 20 : 3))
        let file = "{name: once, when: \"at \(soon)\", command: \"true\"}"
        try await service.apply(file)
        try await watch.output.line { $0.contains("completed") }
        #expect(try await service.done("list-schedules").contains("none, it has ended"))
        let again = try await service.notifyctl("apply", service.scratch.file("schedules.yaml"))
        #expect(again.output.contains("unchanged"))
        try service.scratch.write(
            file.replacing("name: once", with: "name: other"), to: "other.yaml")
        let late = try await service.notifyctl("apply", service.scratch.file("other.yaml"))
        #expect(late.status != 0)
        #expect(late.errors.contains("does not come again"), "\(late)")
    }
}
