import Formats
import TestKit
import Testing

/// Notifications that are set from the shell.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SettingTests {
    @Test func `a run that goes on is told by the list that was set for it`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: slow
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go; exit 3
            notifications:
              - {name: old, kind: webhook, params: {url: "\(receiver.url("/old"))"}}
            """)
        try await service.done(
            "set-project-notifications", "default", "--notification",
            "name=team,kind=webhook,when=error,url=\(receiver.url("/team"))")
        let uid = try await service.json("start-schedule", "slow")["run"]?.string ?? ""
        let log = try service.client(["logs", uid, "--follow"])
        try await log.output.line { $0 == "begun" }
        #expect(
            try await service.done("list-notifications", "--run", uid).contains("team"))
        let said = try await service.done(
            "set-run-notifications", uid, "--notification",
            "name=new,kind=webhook,when=exit+exception,message=Look: it ended,url=\(receiver.url("/new"))"
        )
        #expect(said == "Run \(uid) has 1 notification now.\n")
        // It holds through a crash.
        try await service.kill()
        try await service.start()
        let listed = try await service.done("list-notifications", "--run", uid)
        #expect(
            listed.split(separator: "\n").count == 2 && listed.contains("run   webhook"),
            "\(listed)")
        try service.scratch.write("go\n", to: "go")
        let run = try await service.end(of: .string(uid))
        #expect(run["exit_code"] == 3)
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.map(\.path) == ["/new"])
        #expect(told.first?.text.contains("Look: it ended") == true)
        #expect(
            try await service.rows("ListDeliveries", "deliveries").map { $0["notification"] }
                == ["new"])
        let late = try await service.notifyctl("set-run-notifications", uid, "--none")
        #expect(late.status == 1)
        #expect(late.errors.contains("notifyctl resend-notifications"), "\(late)")
    }
}
