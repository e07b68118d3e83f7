import Formats
import Glibc
import Platform
import TestKit
import Testing

/// notifyd as systemd starts it, with systemd's own tool for sockets.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ServiceManagerTests {
    private func words(_ scratch: Scratch) -> [String] {
        [Programs.notifyd, "--config", scratch.file("notifyd.yaml")]
    }

    private func write(_ settings: String = "", in scratch: Scratch) throws {
        try scratch.write("state: \(scratch.file("state"))\n\(settings)", to: "notifyd.yaml")
    }

    @Test func `the first client starts it through the socket, and is answered`() async throws {
        let scratch = Scratch()
        try write(in: scratch)
        let socket = scratch.file("socket")
        let manager = try NotifySocket(at: scratch.file("notify"))
        // Besides these it hands on nothing of the environment; what sanitizers are told is in there.
        let variables = ["NOTIFY_SOCKET", "ASAN_OPTIONS", "TSAN_OPTIONS"]
        let listening = try Child(
            ["systemd-socket-activate"] + variables.map { "--setenv=\($0)" }
                + ["--listen=\(socket)", "--listen=\(scratch.file("other"))"] + words(scratch),
            environment: ["NOTIFY_SOCKET": scratch.file("notify")])
        try await listening.errors.line(containing: "Listening on \(scratch.file("other"))")
        for path in [socket, scratch.file("other")] {
            let answer = try await Answer(
                of: Child([Programs.notifyctl, "status", "--socket", path]))
            #expect(answer.status == 0, "\(answer)")
        }
        try await manager.message(containing: "READY=1")
        try await manager.message(containing: "STATUS=schedules: 0, active runs: 0")
        #expect(!manager.messages.contains { $0.contains("WATCHDOG") })
        listening.send(SIGTERM)
        let ending = try await listening.ending()
        #expect(ending == .exited(0), "\(listening.errors.text)")
        try await manager.message(containing: "STOPPING=1")
        // The socket stays systemd's.
        #expect(unsafe access(socket, F_OK) == 0)
    }

    @Test func `it tells that it lives, that it reloads and what it does`() async throws {
        let scratch = Scratch()
        try write(in: scratch)
        let manager = try NotifySocket(at: scratch.file("notify"))
        let service = try Child(
            words(scratch) + ["--socket", scratch.file("socket")],
            environment: [
                "NOTIFY_SOCKET": scratch.file("notify"), "WATCHDOG_USEC": "100000",
            ])
        for _ in 0..<3 { try await manager.message(containing: "WATCHDOG=1") }
        service.send(SIGHUP)
        try await manager.message(containing: "RELOADING=1\nMONOTONIC_USEC=")
        try await manager.message(containing: "READY=1")
        service.send(SIGSTOP)
        manager.forget()
        service.send(SIGCONT)
        try await manager.message(containing: "WATCHDOG=1")
        service.send(SIGTERM)
        #expect(try await service.ending() == .exited(0))
    }

    @Test func `wrong settings end it with a status that no restart mends`() async throws {
        let scratch = Scratch()
        try write("limits: {active: none}", in: scratch)
        for words in [words(scratch), words(scratch) + ["--check-config"]] {
            let child = try Child(words)
            #expect(try await child.ending() == .exited(78))
            let text = try await child.errors.whole() + child.output.whole()
            #expect(
                text.contains("notifyd.yaml:2:18: limits.active: must be a whole number"), "\(text)"
            )
        }
        let missing = try Child([Programs.notifyd, "--config", scratch.file("none.yaml")])
        #expect(try await missing.ending() == .exited(78))
        #expect(try await missing.errors.whole().contains("none.yaml: cannot be read"))
        try write(in: scratch)
        let right = try Child(words(scratch) + ["--check-config"])
        #expect(try await right.ending() == .exited(0))
        #expect(unsafe access(scratch.file("state"), F_OK) != 0)
    }
}
