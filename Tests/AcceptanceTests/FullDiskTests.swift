import Control
import Formats
import TestKit
import Testing

@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: SmallDisk.isPossible, "needs root, to mount a disk"))
struct FullDiskTests {
    @Test func `a full disk is told, loses nothing, and is over when there is room`() async throws {
        let receiver = try LoopbackServer()
        let disk = try SmallDisk(bytes: 32 << 20)
        let service = try await Service(
            options: ["--retry-delay", "50ms"], stateFolder: "\(disk.folder.path)/state")
        try await service.start()
        try await service.apply(
            """
            name: under-way
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go; exit 21
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let uid = try await service.call("StartSchedule", ["schedule": "under-way"])["run"]
        let log = try service.client(["logs", uid?.string ?? "", "--follow"])
        try await log.output.line { $0 == "begun" }

        // The first refusal gives up the reserve that is kept for what must be written.
        for _ in 1...2 {
            let refused = try await fill(disk, until: service)
            #expect(refused.contains("full") || refused.contains("room"), "\(refused)")
        }
        // The run ends while its end can hardly be recorded.
        try service.scratch.write("go\n", to: "go")
        try await withThrowingTaskGroup { group in
            group.addTask { _ = try await service.end(of: uid) }
            group.addTask { try await service.says("the end of runs cannot be recorded") }
            try await group.next()
            group.cancelAll()
        }
        #expect(try await service.call("GetStatus")["schedules"] != nil)
        disk.empty()
        let run = try await service.end(of: uid)
        #expect(run["exit_code"] == 21, "\(run)")
        let told = try await cancellable { await receiver.received(1) }
        #expect(told.first?.text.contains(uid?.string ?? "?") == true)
        try await service.apply(Self.schedule(number: 1_000_000))
        // Its launcher is to go too, before the disk does.
        _ = try await service.stop()
    }

    /// Fills the disk, and what notifyd holds in reserve, until it refuses a change; answers why.
    private func fill(_ disk: SmallDisk, until service: Service) async throws -> String {
        for number in 0..<1000 {
            try disk.fill()
            try service.scratch.write(Self.schedule(number: number), to: "more.yaml")
            let answer = try await service.notifyctl("apply", service.scratch.file("more.yaml"))
            if answer.status != 0 { return answer.errors }
        }
        throw Failure("notifyd took a thousand changes with its disk full")
    }

    private static func schedule(number: Int) -> String {
        """
        name: more-\(number)
        when: "@yearly"
        command: "true"
        description: "\(String(repeating: "long ", count: 2000))"

        """
    }
}
