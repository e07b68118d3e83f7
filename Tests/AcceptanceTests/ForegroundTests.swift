import Formats
import Glibc
import Platform
import TestKit
import Testing

/// `notifyctl exec` as a terminal, a supervisor and a person in a hurry see it.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ForegroundTests {
    private let scratch: Scratch
    private let server: LoopbackServer

    init() throws {
        scratch = Scratch()
        server = try LoopbackServer()
    }

    /// Starts it with signals as a terminal's shell would have them, whatever those of the tests are.
    private func exec(
        _ command: String..., hook: LoopbackServer? = nil, signals: String = "--default-signal"
    ) throws -> Child {
        let url = (hook ?? server).url()
        return try Child(
            ["env", signals, Programs.notifyctl, "exec", "--send-within=1h"]
                + ["--notification=kind=webhook,name=hook,url=\(url)", "--"] + command,
            environment: ["FOLDER": scratch.path])
    }

    private func told() async throws -> JSONValue {
        let requests = try await cancellable { [server] in await server.received(1) }
        let body = try JSONValue(parsing: requests[0].body)
        return try #require(body["runs"]?.array?.first?["status"])
    }

    private static let sleeper = "sleep 1000 & echo ready; wait"

    @Test(arguments: [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGHUP, "SIGHUP")])
    func `a command that we are asked to end is ended, and told as aborted`(
        signal: Int32, name: String
    ) async throws {
        let child = try exec("sh", "-c", "echo ready; exec sleep 1000")
        try await child.output.line { $0 == "ready" }
        child.send(signal)
        #expect(try await child.ending() == .exited(128 + signal))
        let status = try await told()
        #expect(status["state"] == "aborted")
        #expect(status["status_text"] == .string("aborted by \(name)"))
        #expect(status["signal"] == .string(name))
    }

    @Test(arguments: [
        // What ends well on SIGTERM was cut short all the same.
        (SIGTERM, 0, "aborted"), (SIGTERM, 9, "aborted"),
        // What goes on to succeed took the signal for something else.
        (SIGHUP, 0, "completed"), (SIGINT, 9, "aborted"), (SIGUSR1, 9, "error"),
    ])
    func `a command may do with a signal what it likes`(
        signal: Int32, code: Int32, state: String
    ) async throws {
        let child = try exec(
            "sh", "-c", "trap 'kill $!; exit \(code)' TERM HUP INT USR1; \(Self.sleeper)")
        try await child.output.line { $0 == "ready" }
        child.send(signal)
        #expect(try await child.ending() == .exited(code))
        #expect(try await told()["state"] == .string(state))
    }

    @Test(arguments: [
        ("echo ready; exec sleep 1000", 130, "aborted", 0),
        // It has the key from the terminal, and not once more from us.
        (
            "trap 'echo interrupted >> $FOLDER/log; kill $!; exit 0' INT; \(Self.sleeper)", 0,
            "completed", 1
        ),
    ])
    func `a key of the terminal reaches the command, and its end is told`(
        script: String, code: Int32, state: String, interruptions: Int
    ) async throws {
        let (keys, line) = (scratch.file("keys"), scratch.file("line"))
        guard unsafe mkfifo(keys, 0o600) == 0 else { throw SystemError("make a pipe") }
        let keyboard = try Descriptor.open(keys, O_RDWR)
        try scratch.write("\(script)\n", to: "script")
        try scratch.write(
            "exec \(Programs.notifyctl) exec --notification=kind=webhook,url=\(server.url()) "
                + "-- sh \(scratch.file("script"))\n", to: "line")
        let terminal = "exec script -q -e -c 'exec sh \(line)' /dev/null < \(keys)"
        let child = try Child(
            ["env", "--default-signal", "sh", "-c", terminal],
            environment: ["FOLDER": scratch.path])
        try await child.output.line { $0.hasPrefix("ready") }
        _ = try keyboard.write([3], isSocket: false)
        #expect(try await told()["state"] == .string(state))
        #expect(try await child.ending() == .exited(code))
        #expect(scratch.lines("log").count == interruptions)
    }

    @Test func `sending goes on when we are interrupted, until somebody insists`() async throws {
        let deaf = try LoopbackServer(then: .hang)
        let child = try exec("sh", "-c", "exit 3", hook: deaf)
        _ = try await cancellable { await deaf.received(1) }
        child.send(SIGTERM)
        child.send(SIGINT)
        try await child.errors.line(containing: "interrupt again to leave them unsent")
        child.send(SIGINT)
        #expect(try await child.ending() == .exited(3))
        #expect(
            try await child.errors.whole().contains(
                "notifyctl: the notification hook of error was not sent: interrupted: "))
    }

    @Test func `what is sent in spite of an interruption arrives`() async throws {
        let isReleased = Locked(false)
        let slow = try LoopbackServer { _, _ in
            isReleased.withLock { $0 } ? .status(204) : .hang
        }
        let child = try exec("true", hook: slow)
        _ = try await cancellable { await slow.received(1) }
        child.send(SIGTERM)
        child.send(SIGINT)
        try await child.errors.line(containing: "interrupt again")
        isReleased.withLock { $0 = true }
        slow.release()
        #expect(try await child.ending() == .exited(0))
        #expect(!(try await child.errors.whole()).contains("not sent"))
    }

    @Test func `a signal that is ignored stays ignored, as under nohup`() async throws {
        let child = try exec(
            "sh", "-c", "kill -HUP $$; kill -HUP $PPID; exit 4", signals: "--ignore-signal=HUP")
        #expect(try await child.ending() == .exited(4))
        #expect(try await told()["exit_code"] == 4)
    }

    @Test func `a command whose reader has gone ends as it does without us`() async throws {
        let child = try Child([
            "env", "--default-signal", "sh", "-c",
            "\(Programs.notifyctl) exec --notification=kind=webhook,url=\(server.url()) -- yes "
                + "| head -n 1",
        ])
        #expect(try await child.ending() == .exited(0))
        let status = try await told()
        #expect(status["signal"] == "SIGPIPE" && status["reason"] == "signal")
    }

    @Test func `it needs no service and no home`() async throws {
        let child = try Child([
            "env", "-i", Programs.notifyctl, "exec", "--socket=/nowhere",
            "--notification=kind=webhook,url=\(server.url())", "true",
        ])
        #expect(try await child.ending() == .exited(0))
        #expect(try await told()["state"] == "completed")
    }
}
