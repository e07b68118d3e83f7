import Formats
import Glibc
import TestKit
import Testing

/// What notifyd keeps, and what may be wrong with it.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct StateFolderTests {
    private func refusal(
        _ service: Service, _ words: [String], status: Int32 = 1
    ) async throws -> String {
        let child = try Child([Programs.notifyd] + words)
        let ending = try await child.ending()
        #expect(ending == .exited(status), "\(child.errors.text)")
        let text = try await child.errors.whole()
        #expect(text.split(separator: "\n").count == 1, "\(text)")
        return text
    }

    @Test func `a second notifyd on the same state folder is refused`() async throws {
        let service = try await Service.started()
        let text = try await refusal(
            service, ["--state", service.stateFolder, "--socket", service.scratch.file("other")])
        #expect(text.contains(service.stateFolder), "\(text)")
        #expect(try await service.call("GetStatus")["schedules"] == 0)
    }

    @Test func `a second notifyd on the same socket is refused`() async throws {
        let service = try await Service.started()
        let text = try await refusal(
            service, ["--state", service.scratch.file("other"), "--socket", service.socket])
        #expect(text.contains(service.socket), "\(text)")
        #expect(try await service.call("GetStatus")["schedules"] == 0)
    }

    @Test func `a database from a newer version is refused and left as it is`() async throws {
        let service = try await Service.started()
        #expect(try await service.stop() == .exited(0))
        let path = "\(service.stateFolder)/state.db"
        try sql("PRAGMA user_version = 9999", on: path)
        let text = try await refusal(
            service, ["--state", service.stateFolder, "--socket", service.socket], status: 65)
        #expect(text.contains("newer"), "\(text)")
        #expect(try sql("PRAGMA user_version", on: path) == "9999")
    }

    @Test func `a damaged database is refused and never replaced`() async throws {
        let service = try await Service.started()
        #expect(try await service.stop() == .exited(0))
        let noise = String(repeating: "This is no database. ", count: 1000)
        try unsafe noise.withCString { text in
            let file = unsafe fopen("\(service.stateFolder)/state.db", "w")
            try #require(unsafe file != nil)
            unsafe fputs(text, file)
            unsafe fclose(file)
        }
        let text = try await refusal(
            service, ["--state", service.stateFolder, "--socket", service.socket], status: 65)
        #expect(text.contains("state.db"), "\(text)")
        let kept = try PeerProcess.run(["cat", "\(service.stateFolder)/state.db"]).output
        #expect(kept == noise)
    }

    @Test func `a restart keeps schedules, runs and pauses`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: kept
            when: "@yearly"
            command: exit 5
            """)
        try await service.done("pause-schedule", "kept")
        let run = try await service.run("kept")
        try await service.kill()
        try await service.start()
        let state = try await service.call("ShowSchedule", ["schedule": "kept"])["state"]
        #expect(state?["schedule"]?["paused"] == true)
        #expect(state?["last_run"]?["uid"] == run["uid"])
        #expect(state?["last_run"]?["exit_code"] == 5)
    }

    @discardableResult
    private func sql(_ statement: String, on path: String) throws -> String {
        let program = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as database:
                for row in database.execute(sys.argv[2]): print(row[0])
            """
        let result = try PeerProcess.run(["python3", "-c", program, path, statement])
        try #require(result.status == 0)
        return result.output.split(separator: "\n").first.map(String.init) ?? ""
    }
}
