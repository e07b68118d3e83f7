import Formats
import TestKit
import Testing

/// One run from its start to what is told of it.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RunTests {
    @Test(arguments: [0, 1, 7, 255])
    func `start-schedule --wait ends with the command's own status`(status: Int32) async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: ends
            when: "@yearly"
            command: exit \(status)
            """)
        let answer = try await service.notifyctl("start-schedule", "ends", "--wait")
        #expect(answer.status == status, "\(answer)")
    }

    @Test func `a command that does not exist ends as error with the reason start, and is told`()
        async throws
    {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: missing
            when: "@yearly"
            command: [SCRATCH/no-such-program]
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let run = try await service.run("missing")
        #expect(run["state"] == "error")
        #expect(run["reason"] == "start")
        #expect(run["message"]?.string?.contains("no-such-program") == true, "\(run)")
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.first?.text.contains("no-such-program") == true)
        #expect(told.first?.header("webhook-id") != nil)
    }

    @Test func `a command sees which run it is and what cron would give it`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: sees
            project: lab
            when: "@yearly"
            command: env > SCRATCH/seen
            environment: {COLOUR: blue}
            """)
        let started = try await service.call(
            "StartSchedule", ["project": "lab", "schedule": "sees"])
        let run = try await service.end(of: started["run"])
        #expect(run["state"] == "completed", "\(run)")
        let seen = Set(service.scratch.lines("seen"))
        #expect(seen.contains("NOTIFYD_RUN=\(started["run"]?.string ?? "")"))
        for line in [
            "NOTIFYD_SCHEDULE=sees", "NOTIFYD_PROJECT=lab", "NOTIFYD_ATTEMPT=1",
            "NOTIFYD_TRIGGER=manual", "NOTIFYD_OCCURRENCE=", "NOTIFYD_PREVIOUS_SUCCESS=",
            "COLOUR=blue", "SHELL=/bin/sh",
        ] {
            #expect(seen.contains(line), "\(line) in \(seen)")
        }
        for name in ["HOME", "LOGNAME", "PATH"] {
            #expect(seen.contains { $0.hasPrefix("\(name)=") }, "\(name)")
        }
    }

    @Test func `abort-run ends the whole process group and is told`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: endless
            when: "@yearly"
            command: "echo begun; sleep 1000 & sleep 1000"
            environment: {FOLDER: SCRATCH}
            grace: 5s
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let started = try await service.call("StartSchedule", ["schedule": "endless"])
        let uid = try #require(started["run"]?.string)
        let log = try service.client(["logs", uid, "--follow"])
        try await log.output.line { $0 == "begun" }
        try await service.done("abort-run", uid)
        let run = try await service.end(of: started["run"])
        #expect(run["state"] == "aborted", "\(run)")
        #expect(try await log.ending() == .exited(0))
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.first?.text.contains("aborted") == true)
        #expect(try await service.notifyctl("abort-run", uid).status == 1)
    }

    @Test func `a timeout asks first, and kills what does not listen`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: listens
            when: "@yearly"
            timeout: 2s
            grace: 100s
            environment: {FOLDER: SCRATCH}
            command: trap 'echo asked; exit 9' TERM; sleep 1000 & wait
            ---
            name: deaf
            when: "@yearly"
            timeout: 2s
            grace: 1s
            environment: {FOLDER: SCRATCH}
            command: trap 'echo asked' TERM; while :; do sleep 1000 & wait; done
            """)
        async let first = service.run("listens")
        async let second = service.run("deaf")
        let (listens, deaf) = try await (first, second)
        for run in [listens, deaf] {
            #expect(run["state"] == "error")
            #expect(run["reason"] == "timeout", "\(run)")
            #expect(try await service.done("logs", run["uid"]?.string ?? "") == "asked\n")
        }
        #expect(listens["exit_code"] == 9)
        #expect(deaf["signal"] == "SIGKILL")
    }

    @Test func `logs --follow shows what is written as it is written, and ends with the run`()
        async throws
    {
        let service = try await Service.started()
        try await service.apply(
            """
            name: talks
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: mkfifo $FOLDER/go; echo one; read line < $FOLDER/go; echo two; echo three >&2
            """)
        let uid =
            try await service.call("StartSchedule", ["schedule": "talks"])["run"]?.string ?? ""
        let log = try service.client(["logs", uid, "--follow"])
        try await log.output.line { $0 == "one" }
        #expect(log.output.text == "one\n")
        try service.scratch.write("go\n", to: "go")
        #expect(try await log.ending() == .exited(0))
        #expect(try await log.output.whole() == "one\ntwo\nthree\n")
    }

    @Test func `success_exit_codes decide what counts as success`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: tolerant
            when: "@yearly"
            success_exit_codes: [0, 3]
            command: exit 3
            """)
        let run = try await service.run("tolerant")
        #expect(run["state"] == "completed")
        #expect(run["exit_code"] == 3)
    }

    @Test func `watch shows a run's life and its delivery`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: seen
            when: every 1s
            command: exit 4
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let watch = try service.client(["watch", "--output=json"])
        var occasions: Set<String> = []
        for await line in watch.output.lines {
            let event = try JSONValue(parsing: line)
            occasions.insert(
                event["event"]?["occasion"]?.string ?? event["occasion"]?.string ?? line)
            if occasions.isSuperset(of: ["running", "error", "delivery"]) { break }
        }
        let known: Set = ["pending", "running", "error", "delivery", "skipped"]
        #expect(occasions.subtracting(known) == [])
    }

    @Test func `a paused schedule starts nothing until it is resumed, and owes nothing`()
        async throws
    {
        let service = try await Service.started()
        try await service.apply(
            """
            name: metronome
            when: every 1s
            command: "true"
            ---
            name: clock
            when: every 1s
            command: "true"
            """)
        let watch = try service.client(["watch"])
        try await watch.output.line { $0.contains("metronome") && $0.contains("completed") }
        try await service.done("pause-schedule", "metronome")
        let count = try await service.rows("ListRuns", "runs", ["schedule": "metronome"]).count
        // Two more of the other one are two seconds of this one.
        for _ in 1...2 {
            try await watch.output.line { $0.contains("clock") && $0.contains("completed") }
        }
        let paused = try await service.rows("ListRuns", "runs", ["schedule": "metronome"]).count
        // One may have been under way.
        #expect(paused <= count + 1)
        try await service.done("resume-schedule", "metronome")
        try await watch.output.line { $0.contains("metronome") && $0.contains("completed") }
        let runs = try await service.rows("ListRuns", "runs", ["schedule": "metronome"])
        #expect(runs.allSatisfy { $0["trigger"] == "schedule" })
    }

    @Test func `resend-notifications sends a finished run's again with new ids`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: again
            when: "@yearly"
            command: "false"
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let run = try await service.run("again")
        _ = try await cancellable { await receiver.received(1) }
        try await service.done("resend-notifications", run["uid"]?.string ?? "")
        let told = try await cancellable { await receiver.received(2) }
        #expect(Set(told.compactMap { $0.header("webhook-id") }).count == 2)
        #expect(told.last?.text.contains("again") == true)
    }
}
