import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ForegroundProcessTests {
    typealias Cause = ForegroundProcess.Ending.Cause

    private static func run(
        _ words: String..., environment: [String] = ["PATH=/usr/bin:/bin"]
    ) async throws -> Cause {
        try await ForegroundProcess(words, environment: environment).ending().cause
    }

    @Test(arguments: [
        ("exit 0", Cause.exited(0)), ("exit 7", .exited(7)), ("kill -KILL $$", .signalled(SIGKILL)),
        ("test \"$GIVEN\" = yes", .exited(0)), ("test -z \"$HOME\"", .exited(0)),
        // No signal is blocked, whatever the threads here have blocked.
        ("grep -q '^SigBlk:.*0000000000000000$' /proc/self/status", .exited(0)),
        // The group is ours, so that a terminal's keys reach the program.
        ("test $(cut -d' ' -f5 /proc/$$/stat) = \(getpgrp())", .exited(0)),
    ])
    func `its end is told`(script: String, cause: Cause) async throws {
        let found = try await Self.run(
            "sh", "-c", script, environment: ["PATH=/usr/bin:/bin", "GIVEN=yes"])
        #expect(found == cause)
    }

    @Test func `it is looked for in the PATH that it is given, past what cannot be executed`()
        async throws
    {
        let (first, second) = (ScratchDirectory(), ScratchDirectory())
        try first.write("#!/bin/sh\nexit 3\n", to: "tool")
        try second.write("#!/bin/sh\nexit 4\n", to: "tool")
        unsafe chmod(second.file("tool"), 0o700)
        let path = ["PATH=\(first.path):/nowhere:\(second.path)"]
        #expect(try await Self.run("tool", environment: path) == .exited(4))
        unsafe chmod(first.file("tool"), 0o700)
        #expect(try await Self.run("tool", environment: path) == .exited(3))
    }

    @Test func `a text without #! is given to the shell, with its arguments`() async throws {
        let folder = ScratchDirectory()
        try folder.write("test \"$1 $2\" = 'a b c'\n", to: "tool")
        unsafe chmod(folder.file("tool"), 0o700)
        #expect(try await Self.run(folder.file("tool"), "a", "b c") == .exited(0))
    }

    @Test func `what cannot be executed says why`() async throws {
        let folder = ScratchDirectory()
        try folder.write("#!/bin/sh\n", to: "plain")
        for (program, errno) in [
            ("no-such-program", ENOENT), ("/no/such/program", ENOENT), ("", ENOENT),
            (folder.file("plain"), EACCES), (folder.path, EACCES),
        ] {
            let error = try #require(throws: SystemError.self) {
                try ForegroundProcess([program], environment: ["PATH=/usr/bin:/bin"])
            }
            #expect(error.errno == errno, "\(program): \(error)")
        }
    }

    @Test func `what it used is told, with those it waited for`() async throws {
        // Reads until it has used processor time that can be measured.
        let script = "while [ $(cut -d' ' -f16 /proc/$$/stat) -lt 5 ]; do :; done"
        let ending = try await ForegroundProcess(
            ["sh", "-c", script], environment: ["PATH=/usr/bin:/bin"]
        ).ending()
        #expect(ending.userTime + ending.systemTime >= .milliseconds(40))
        #expect(ending.peakMemory > 100_000)
    }

    @Test func `a signal reaches it, and nobody after its end`() async throws {
        let process = try ForegroundProcess(
            ["sleep", "1000"], environment: ["PATH=/usr/bin:/bin"])
        process.send(SIGTERM)
        #expect(await process.ending().cause == .signalled(SIGTERM))
        process.send(SIGKILL)
        #expect(await process.ending().cause == .signalled(SIGTERM))
    }
}
