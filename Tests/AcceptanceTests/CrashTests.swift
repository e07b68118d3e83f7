import Formats
import TestKit
import Testing

/// notifyd may end at any moment.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CrashTests {
    @Test func `after many kills every run is there once, with its status, and was told`()
        async throws
    {
        let kills = Sanitizer.isOn ? 25 : 200
        var generator = SeededGenerator(seed: 20_260_101)
        let receiver = try UnreliableReceiver(seed: generator.next())
        let service = try await Service(options: ["--retry-delay", "50ms"])
        try await service.start()
        try await service.apply(CrashWorkload.schedules(receiver: receiver.url))
        for _ in 1...kills {
            try await service.kill()
            try service.launch()
            // The moment of the kill is drawn: in the start, or in the work after it.
            let moment = Duration.milliseconds(Int.random(in: 0...600, using: &generator))
            try await Task.sleep(for: moment)
        }
        try await service.kill()
        receiver.becomeReliable()
        try await service.start()
        try await CrashWorkload.pause(on: service)
        try await CrashWorkload.settled(service)
        try await CrashWorkload.verify(service, receiver: receiver)
        #expect(try await service.stop() == .exited(0))
    }

    @Test func `a run goes on while notifyd is stopped and its end is told by the next one`()
        async throws
    {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: patient
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: >-
              mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go; echo $line; echo over > $FOLDER/over;
              exit 21
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let uid = try await service.call("StartSchedule", ["schedule": "patient"])["run"]
        let log = try service.client(["logs", uid?.string ?? "", "--follow"])
        try await log.output.line { $0 == "begun" }
        #expect(try await service.stop() == .exited(0))
        // Opening the pipe waits for the command to read it, so it is alive.
        try service.scratch.write("while nobody looked\n", to: "go")
        try await service.start()
        let run = try await service.end(of: uid)
        #expect(run["state"] == "error")
        #expect(run["exit_code"] == 21)
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.first?.text.contains(uid?.string ?? "?") == true)
        #expect(
            try await service.done("logs", uid?.string ?? "") == "begun\nwhile nobody looked\n")
    }

    @Test func `a killed launcher ends its runs as lost and they are told`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: orphan
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: echo $PPID; sleep 1000
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let uid = try await service.call("StartSchedule", ["schedule": "orphan"])["run"]
        let log = try service.client(["logs", uid?.string ?? "", "--follow"])
        var launcher = ""
        for await line in log.output.lines {
            launcher = line
            break
        }
        try await Child(["kill", "-KILL", launcher]).ending()
        let run = try await service.end(of: uid)
        #expect(run["state"] == "error")
        #expect(run["reason"] == "lost", "\(run)")
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.first?.text.contains("lost") == true)
        // The next run has a new launcher.
        try await service.apply(
            """
            name: next
            when: "@yearly"
            command: "true"
            """)
        #expect(try await service.run("next")["state"] == "completed")
    }
}
