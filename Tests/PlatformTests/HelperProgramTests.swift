import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct HelperProgramTests {
    private static func run(
        _ script: String, input: [UInt8] = [], environment: [String] = ["PATH=/usr/bin:/bin"],
        outputLimit: Int = 1000, timeout: Duration = .seconds(120),
        cancelled: Bool = false
    ) throws -> HelperProgram {
        let cancellation = try Cancellation()
        if cancelled { cancellation.request() }
        return try HelperProgram.run(
            .init(
                path: "/bin/sh", arguments: ["sh", "-c", script], environment: environment,
                input: input, outputLimit: outputLimit, timeout: timeout),
            cancellation: cancellation)
    }

    private static func text(_ program: HelperProgram) -> String {
        String(decoding: program.output, as: UTF8.self)
    }

    @Test func `it gets its input whole, and its outputs and exit status come back`() throws {
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
        let ended = try Self.run("wc -c; echo wrong >&2; exit 75", input: input)
        #expect(ended.ending == .exited(75))
        #expect(Self.text(ended) == "1000000\nwrong\n")
        #expect(try Self.run("kill -9 $$").ending == .signalled(SIGKILL))
    }

    @Test func `its outputs are kept apart where that is asked for, each with its bound`() throws {
        let ended = try HelperProgram.run(
            .init(
                path: "/bin/sh",
                arguments: ["sh", "-c", "echo right; echo wrong >&2; yes | head -c 100000 >&2"],
                environment: ["PATH=/usr/bin:/bin"], input: [], keepsErrorsApart: true,
                outputLimit: 10, timeout: .seconds(120)), cancellation: Cancellation())
        #expect(ended.output == Array("right\n".utf8) && !ended.isOutputCut)
        #expect(ended.errors == Array("wrong\ny\ny\n".utf8))
        #expect(try Self.run("yes | head -c 100000", outputLimit: 5).isOutputCut)
    }

    @Test func `an attachment is its fourth descriptor, and nothing follows it`() throws {
        let ended = try HelperProgram.run(
            .init(
                path: "/bin/sh", arguments: ["sh", "-c", "cat; cat /dev/fd/3; ls /proc/self/fd"],
                environment: ["PATH=/usr/bin:/bin"], input: Array("input\n".utf8),
                attachment: Array("attached\n".utf8), outputLimit: 1000, timeout: .seconds(120)),
            cancellation: Cancellation())
        // The last is that of the folder which ls reads.
        #expect(Self.text(ended) == "input\nattached\n0\n1\n2\n3\n4\n")
    }

    @Test func `it inherits no descriptor, no variable and no ignored signal`() throws {
        let file = unsafe open("/dev/null", O_RDONLY)
        defer { close(file) }
        let ended = try Self.run(
            "ls /proc/self/fd | wc -l; env | grep -v -e ^PWD -e ^_ -e ^SHLVL; "
                + "grep -e SigIgn -e SigBlk /proc/self/status", environment: ["PATH=/usr/bin:/bin"])
        let lines = Self.text(ended).split(separator: "\n")
        // The three standard ones, and that of the folder which ls reads.
        #expect(lines.prefix(2) == ["4", "PATH=/usr/bin:/bin"], "\(lines)")
        let signals = lines.dropFirst(2).compactMap { line in
            line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
        }
        // Above are those that the C library keeps for itself.
        #expect(signals.map { $0 & 0x7FFF_FFFF } == [0, 0], "\(lines)")
    }

    @Test func `it has a process group of its own`() throws {
        let ended = try Self.run(#"set -- $(cat /proc/$$/stat); echo $(($1 == $5))"#)
        #expect(Self.text(ended) == "1\n")
    }

    @Test func `of a flood the beginning is kept`() throws {
        let ended = try Self.run("yes | head -c 3000000", outputLimit: 5)
        #expect(ended.ending == .exited(0))
        #expect(Self.text(ended) == "y\ny\ny")
    }

    @Test func `one that takes too long is ended with those it has started`() throws {
        let scratch = ScratchDirectory()
        let script = """
            trap '' TERM; sh -c 'trap "" TERM; echo $$ > \(scratch.file("child")); sleep 600' &
            while ! test -s \(scratch.file("child")); do sleep 0.01; done; echo ready; wait
            """
        let ended = try Self.run(script, timeout: .seconds(3))
        #expect(ended.ending == .timedOut)
        #expect(Self.text(ended) == "ready\n")
        let child = try #require(pid_t(try scratch.text("child").dropLast()))
        // SIGKILL works in its own time; a zombie that nobody has reaped yet runs no more.
        while let state = Self.state(of: child), state != "Z" { sched_yield() }
    }

    private static func state(of process: pid_t) -> Substring? {
        let words = (try? WholeFile.text("/proc/\(process)/stat"))?.split(separator: " ")
        return words.flatMap { $0.count > 2 ? $0[2] : nil }
    }

    @Test func `one that is not wanted any more is ended`() throws {
        #expect(try Self.run("sleep 600", cancelled: true).ending == .cancelled)
    }

    @Test func `what it leaves in the background goes on, and is not waited for`() throws {
        let scratch = ScratchDirectory()
        let pipe = try scratch.makePipe("go")
        let ended = try Self.run(
            "(cat \(pipe) > \(scratch.file("done"))) & echo started")
        #expect(ended.ending == .exited(0))
        #expect(Self.text(ended) == "started\n")
        // Opening it to write waits for the one that reads.
        try WholeFile.write("on", to: pipe)
    }

    @Test func `a program that is not there is named`() throws {
        let error = #expect(throws: SystemError.self) {
            try HelperProgram.run(
                .init(
                    path: "/nonexistent/program", arguments: ["program"], environment: [],
                    input: [], outputLimit: 1, timeout: .seconds(1)), cancellation: Cancellation())
        }
        #expect(error?.description.contains("/nonexistent/program") == true)
    }
}
