import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// The file of results that comes with a launch becomes the command's user's, and no other file does.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ResultFileTests {
    private static let nobody: uid_t = 65534

    private func owner(_ path: String) -> uid_t {
        var status = stat()
        _ = unsafe stat(path, &status)
        return status.st_uid
    }

    private func launch(
        _ bench: Bench, as user: String, results: consuming Descriptor,
        _ script: String = "echo a=1 >> results"
    ) throws {
        try bench.client.launch(
            LaunchRequest(
                id: "run", arguments: ["/bin/sh", "-c", script], directory: bench.scratch.path,
                user: user), log: bench.scratch.log("run.log"), results: results)
    }

    @Test(.enabled(if: UserTests.isRoot))
    func `the command's user writes the file, and its group stays`() async throws {
        let bench = try await Bench()
        let path = bench.scratch.file("results")
        let results = try Descriptor.open(path, O_RDWR | O_CREAT)
        #expect(fchown(results.number, uid_t.max, 7) == 0)
        try launch(bench, as: "nobody", results: results)
        #expect(try await bench.reports.end().exit == .exited(code: 0))
        #expect(try bench.scratch.text("results") == "a=1\n")
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_uid == Self.nobody && status.st_gid == 7)
        #expect(status.st_mode & 0o7777 == 0o600)
    }

    @Test func `the file stays the client's where the command is its own`() async throws {
        let bench = try await Bench()
        let path = bench.scratch.file("results")
        let account = try #require(SystemUser(uid: geteuid()))
        try launch(bench, as: account.name, results: Descriptor.open(path, O_RDWR | O_CREAT))
        #expect(try await bench.reports.end().exit == .exited(code: 0))
        #expect(try bench.scratch.text("results") == "a=1\n")
        #expect(owner(path) == geteuid())
    }

    @Test(.enabled(if: UserTests.isRoot), arguments: ["other", "linked", "folder", "pipe"])
    func `a file that is not the client's own is never given away`(kind: String) async throws {
        let bench = try await Bench()
        let path = bench.scratch.file("target")
        switch kind {
        case "folder": #expect(unsafe mkdir(path, 0o700) == 0)
        case "pipe": #expect(unsafe mkfifo(path, 0o600) == 0)
        default: try bench.scratch.write("theirs", to: "target", mode: 0o600)
        }
        if kind == "other" { #expect(unsafe chown(path, 1, 1) == 0) }
        if kind == "linked" { #expect(unsafe link(path, bench.scratch.file("second")) == 0) }
        let before = owner(path)
        let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK)
        try launch(bench, as: "nobody", results: file, "echo ran > ran")
        let failure = try await bench.reports.failure()
        #expect(failure.stage == .descriptors && failure.errno == EPERM)
        #expect(failure.text.contains("not a regular file of one name that belongs to user id 0"))
        #expect(owner(path) == before)
        #expect((try? bench.scratch.text("ran")) == nil)
    }

    @Test func `a reload after the start changes nothing for the command`() async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        let account = try #require(SystemUser(uid: geteuid()))
        try launch(
            bench, as: account.name,
            results: Descriptor.open(bench.scratch.file("results"), O_RDWR | O_CREAT),
            "read line < \(gate.path); echo a=1 >> results")
        _ = try await bench.reports.started()
        bench.client.reload()
        await bench.reports.awaitDisconnection()
        try await bench.reconnect()
        try gate.release()
        #expect(try await bench.reports.end().exit == .exited(code: 0))
        #expect(try bench.scratch.text("results") == "a=1\n")
    }

    @Test func `many launches with two files each lose none`() async throws {
        let bench = try await Bench()
        let account = try #require(SystemUser(uid: geteuid()))
        for number in 0..<200 {
            try bench.client.launch(
                LaunchRequest(
                    id: "run-\(number)",
                    arguments: ["/bin/sh", "-c", "echo \(number) >> results-\(number)"],
                    directory: bench.scratch.path, user: account.name),
                log: bench.scratch.log("log-\(number)"),
                results: Descriptor.open(
                    bench.scratch.file("results-\(number)"), O_RDWR | O_CREAT))
        }
        for _ in 0..<200 { #expect(try await bench.reports.end().exit == .exited(code: 0)) }
        for number in 0..<200 {
            #expect(try bench.scratch.text("results-\(number)") == "\(number)\n")
        }
    }
}
