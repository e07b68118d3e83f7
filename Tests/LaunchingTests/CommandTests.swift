import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// What a command finds when it starts.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CommandTests {
    @Test(arguments: [0, 1, 7, 255])
    func `its exit code is told`(code: Int32) async throws {
        let bench = try await Bench()
        try bench.launch("run", "exit \(code)")
        let end = try await bench.reports.end()
        #expect(end.exit == .exited(code: code))
        #expect(!end.timedOut && !end.aborted && !end.outputExceeded)
    }

    @Test(arguments: [SIGTERM, SIGKILL, SIGSEGV, SIGUSR1])
    func `its signal is told`(signal: Int32) async throws {
        let bench = try await Bench()
        try bench.launch("run", "kill -\(signal) $$")
        #expect(try await bench.reports.end().exit == .signalled(signal: signal, core: false))
    }

    @Test func `its start and its usage are told`() async throws {
        let bench = try await Bench()
        try bench.launch("run", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done")
        let start = try await bench.reports.started()
        let end = try await bench.reports.end()
        #expect(start.id == "run" && end.id == "run" && start.pid > 1)
        #expect(end.startedAt == start.at)
        #expect(end.usage.user + end.usage.system > 0)
        #expect(end.usage.wall >= end.usage.user)
        #expect((100_000...1 << 30).contains(end.usage.peakMemory))
    }

    @Test func `its environment is the one asked for and what cron gives`() async throws {
        let bench = try await Bench()
        let request = LaunchRequest(
            id: "run", arguments: ["env"],
            environment: [.init("B", "2"), .init("A", "1"), .init("B", "3"), .init("HOME", "/x")])
        let (_, output) = try await bench.run(request)
        let user = SystemUser(uid: geteuid())?.name ?? ""
        let path =
            geteuid() == 0
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            : "/usr/local/bin:/usr/bin:/bin"
        let expected = [
            "A=1", "B=3", "HOME=/x", "LOGNAME=\(user)", "NOTIFYD_LAUNCH=run",
            "PATH=\(path)", "SHELL=/bin/sh", "USER=\(user)",
        ]
        #expect(output.split(separator: "\n").map(String.init).sorted() == expected)
    }

    @Test func `it leads a session and a process group`() async throws {
        let bench = try await Bench()
        let output = try await bench.output("echo $$ $(cut -d ' ' -f 5,6 /proc/$$/stat)")
        let numbers = output.split(whereSeparator: \.isWhitespace)
        #expect(numbers.count == 3 && Set(numbers).count == 1)
    }

    @Test func `it has three descriptors and no other`() async throws {
        let bench = try await Bench()
        // Another one is running, whose descriptors must not show.
        let gate = try bench.scratch.fifo("gate")
        try bench.launch("other", "read line < \(gate.path)")
        _ = try await bench.reports.started()
        let output = try await bench.output("for f in /proc/$$/fd/*; do readlink $f || :; done")
        let log = bench.scratch.file("output1.log")
        #expect(output == "/dev/null\n\(log)\n\(log)\n")
        try gate.release()
        _ = try await bench.reports.end()
    }

    @Test func `it has no signal blocked, ignored or handled`() async throws {
        let bench = try await Bench()
        let request = LaunchRequest(id: "run", arguments: ["cat", "/proc/self/status"])
        let (_, output) = try await bench.run(request)
        for name in ["SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt"] {
            #expect(output.contains("\(name):\t0000000000000000\n"), "\(output)")
        }
    }

    @Test func `it has the limits asked for`() async throws {
        let bench = try await Bench()
        let output = try await bench.output(
            "ulimit -d; ulimit -n; ulimit -Hn; ulimit -c; umask; cut -d ' ' -f 19 /proc/self/stat"
        ) {
            $0.limits = LaunchLimits(memory: 64 << 20, openFiles: 77, niceness: 5, core: 0)
        }
        #expect(output == "65536\n77\n77\n0\n0022\n5\n")
    }

    @Test func `it has the open files that the launcher was started with`() async throws {
        let bench = try await Bench(prefix: ["prlimit", "--nofile=300:400"])
        #expect(try await bench.output("ulimit -n; ulimit -Hn") == "300\n400\n")
    }

    @Test func `it runs in its directory, and else at home`() async throws {
        let bench = try await Bench()
        #expect(try await bench.output("pwd") { $0.directory = "/usr" } == "/usr\n")
        let home = SystemUser(uid: geteuid())?.home ?? ""
        #expect(try await bench.output("pwd") == "\(home)\n")
    }

    @Test func `it is looked up in its own PATH`() async throws {
        let bench = try await Bench()
        let scratch = bench.scratch
        try scratch.write("#!/bin/sh\necho found \"$1\"\n", to: "notifyd-test-command", mode: 0o755)
        let (_, output) = try await bench.run(
            LaunchRequest(
                id: "run", arguments: ["notifyd-test-command", "x"],
                environment: [.init("PATH", "/nonexistent::\(scratch.path):/usr/bin")]))
        #expect(output == "found x\n")
    }

    @Test func `a text without an interpreter line is run by the shell`() async throws {
        let bench = try await Bench()
        try bench.scratch.write("echo plain \"$1\"\n", to: "script", mode: 0o755)
        let (_, output) = try await bench.run(
            LaunchRequest(id: "run", arguments: [bench.scratch.file("script"), "a b"]))
        #expect(output == "plain a b\n")
    }

    struct Failing: CustomTestStringConvertible {
        let stage: LaunchStage
        let errno: Int32
        let text: String
        let request: LaunchRequest
        var testDescription: String { "\(stage): \(text)" }

        init(
            _ stage: LaunchStage, _ errno: Int32, _ text: String, _ arguments: [String] = ["true"],
            _ change: (inout LaunchRequest) -> Void = { _ in }
        ) {
            (self.stage, self.errno, self.text) = (stage, errno, text)
            var request = LaunchRequest(id: "run", arguments: arguments)
            change(&request)
            self.request = request
        }
    }

    static let failing = [
        Failing(.command, ENOENT, "command no-such was not found in PATH", ["no-such"]),
        Failing(.command, ENOENT, "cannot execute /no/such", ["/no/such"]),
        Failing(.command, EACCES, "cannot execute /etc", ["/etc"]),
        Failing(.command, ENOENT, "was not found", [""]),
        Failing(.directory, ENOENT, "cannot enter the directory /no/such") {
            $0.directory = "/no/such"
        },
        Failing(.directory, ENOTDIR, "/etc/passwd") { $0.directory = "/etc/passwd" },
        Failing(.user, 0, "user no-such-user does not exist") { $0.user = "no-such-user" },
        Failing(.limits, EPERM, "a limit was refused") {
            $0.limits = LaunchLimits(openFiles: 1 << 40)
        },
    ]

    @Test(arguments: failing)
    func `what cannot be started is told with its stage and reason`(
        failing: Failing
    ) async throws {
        let bench = try await Bench()
        try bench.launch(failing.request)
        let failure = try await bench.reports.failure()
        #expect(failure.stage == failing.stage)
        #expect(failure.errno == failing.errno)
        #expect(failure.text.contains(failing.text), "\(failure.text)")
        // It is held as an end is, and its process is gone without a trace.
        #expect(try await bench.client.held() == [.notStarted(failure)])
        try bench.launch(failing.request)
        #expect(try await bench.reports.failure() == failure)
    }
}
