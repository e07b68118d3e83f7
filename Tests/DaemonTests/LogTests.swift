import Control
import Daemon
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LogTests {
    private func text(_ replies: [JSONObject]) -> String {
        replies.map { $0["text"]?.string ?? "" }.joined()
    }

    @Test func `a log is followed to the run's end`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(schedule("job", "echo one; \(gate.command); echo two; exit 7"))
            let run = try await client.start("job")
            let follower = try await daemon.client()
            let following = Task {
                try await follower.replies("ReadLog", ["run": run, "follow": true])
            }
            let other = try await daemon.client().stream("ReadLog", ["run": run, "follow": true])
            for try await piece in other {
                #expect(piece["text"] == "one\n")
                break
            }
            try await gate.open()
            #expect(text(try await following.value) == "one\ntwo\n")
            #expect(text(try await client.replies("ReadLog", ["run": run])) == "one\ntwo\n")
            #expect(try await client.call("ReadLog", ["run": run])["text"] == "one\ntwo\n")
        }
    }

    @Test func `a log that is followed before its run begins waits for it`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            // One more than are on their way to the launcher at once, so that the last has no log yet.
            let names = (0...256).map { JSONValue.string("job-\($0)") } + ["aborted"]
            let schedules = names.map { schedule($0, "echo hello") }
            try await client.call("ApplySchedules", ["schedules": .array(schedules)])
            // Once a run has ended, the launcher is taken up: stopped before, it would hold up the starts.
            _ = try await client.run(names[0])
            let launcher = try daemon.launcher()
            kill(launcher, SIGSTOP)
            defer { kill(launcher, SIGCONT) }
            var runs: [JSONValue] = []
            for name in names { runs.append(try await client.start(name)) }
            let (run, aborted) = (runs[256], runs[257])
            let follower = try await daemon.client()
            let following = Task {
                try await follower.replies("ReadLog", ["run": run, "follow": true])
            }
            let other = try await daemon.client()
            let followingAborted = Task {
                try await other.replies("ReadLog", ["run": aborted, "follow": true])
            }
            #expect(try await client.call("ReadLog", ["run": run])["text"] == "")
            #expect(try await client.replies("ReadLog", ["run": run]) == [["text": ""]])
            #expect(try await client.call("ShowRun", ["run": run])["run"]?["state"] == "pending")
            #expect(try await client.call("GetStatus")["active_runs"] == 258)
            try await client.call("AbortRun", ["run": aborted])
            #expect(text(try await followingAborted.value) == "")
            let over = try await client.wait(for: aborted)
            #expect(over["state"] == "aborted")
            #expect(over["message"] == "aborted before it started")
            kill(launcher, SIGCONT)
            #expect(text(try await following.value) == "hello\n")
            for run in runs.dropLast() {
                #expect(try await client.wait(for: run)["state"] == "completed")
            }
            #expect(try await client.call("ReadLog", ["run": aborted])["text"] == "")
        }
    }

    @Test func `a run that could not begin has an empty log, followed or not`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            daemon.act(as: TestDaemon.stranger)
            try await client.apply(schedule("job"))
            let run = try await client.start("job")
            let replies = try await client.replies("ReadLog", ["run": run, "follow": true])
            #expect(text(replies) == "")
            #expect(try await client.wait(for: run)["reason"] == "start")
            #expect(try await client.call("ReadLog", ["run": run])["text"] == "")
        }
    }

    @Test func `a long log comes in pieces, and not in one reply`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("long", "seq 1 200000"))
            let run = try await client.run("long")["uid"] ?? ""
            let replies = try await client.replies("ReadLog", ["run": run])
            let expected = (1...200_000).map { "\($0)\n" }.joined()
            #expect(text(replies) == expected)
            #expect(replies.count > 10)
            let refusal = try await client.refusal("ReadLog", ["run": run])
            #expect(refusal.name == "InvalidState")
            #expect(refusal.message.contains("more"))
        }
    }

    @Test func `what the output limit dropped is told in its place`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule("loud", "seq 1 1000000", ["limits": ["output": 1_000_000]]))
            let run = try await client.run("loud")["uid"] ?? ""
            let log = text(try await client.replies("ReadLog", ["run": run]))
            #expect(log.hasSuffix("\n1000000\n"))
            #expect(log.contains("bytes dropped"))
            #expect(log.utf8.count < 3_000_000)
        }
    }

    @Test func `whatever bytes a command writes, what comes is text`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule("binary", "printf 'a\\000b\\377\\n\\033[31m\\n\\342\\202\\254\\n'"))
            let run = try await client.run("binary")["uid"] ?? ""
            #expect(
                try await client.call("ReadLog", ["run": run])["text"]
                    == "a\0b\u{FFFD}\n\u{1B}[31m\n€\n")
        }
    }
}
