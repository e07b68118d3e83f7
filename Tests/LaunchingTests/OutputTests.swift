import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// What happens to an output beyond its limit.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct OutputTests {
    static let limit: UInt64 = 256 * 1024
    /// Blocks at the edges, and what the file system counts for its own tables.
    static let slack: Int64 = 64 * 1024

    private func allocated(_ path: String) -> Int64 {
        var status = stat()
        _ = unsafe stat(path, &status)
        return Int64(status.st_blocks) * 512
    }

    private func request(_ script: String) -> LaunchRequest {
        LaunchRequest(
            id: "run", arguments: ["/bin/sh", "-c", script],
            limits: LaunchLimits(output: Self.limit))
    }

    @Test func `the middle is dropped, and the first and the last half are kept`() async throws {
        let bench = try await Bench()
        let (end, _) = try await bench.run(request("seq 1 600000"))
        #expect(end.exit == .exited(code: 0) && !end.outputExceeded)
        let kept = try bench.scratch.bytes("run.log")
        _ = try Program(["seq", "1", "600000"], output: bench.scratch.file("whole")).end()
        let whole = try bench.scratch.bytes("whole")
        let half = Int(Self.limit / 2)
        #expect(kept.count == whole.count)
        #expect(kept.prefix(half) == whole.prefix(half))
        #expect(kept.suffix(half) == whole.suffix(half))
        #expect(kept[half * 2] == 0)
        #expect(allocated(bench.scratch.file("run.log")) <= Int64(Self.limit) + Self.slack)
    }

    @Test func `the middle is dropped while the run goes on`() async throws {
        let bench = try await Bench()
        let (gate, done) = (try bench.scratch.fifo("gate"), try bench.scratch.fifo("done"))
        let path = bench.scratch.file("run.log")
        try bench.launch(request("seq 1 600000; echo > \(done.path); read line < \(gate.path)"))
        _ = try done.line()
        try awaitChange(of: path) { allocated(path) <= Int64(Self.limit) + Self.slack }
        try gate.release()
        #expect(try await bench.reports.end().exit == .exited(code: 0))
    }

    @Test func `a shorter output is left alone`() async throws {
        let bench = try await Bench()
        let (_, output) = try await bench.run(request("seq 1 30000"))
        #expect(output.utf8.count == 168_894)
        #expect(!output.utf8.contains(0))
    }

    @Test func `an output that is no file has no limit`() async throws {
        let bench = try await Bench()
        try bench.client.launch(
            request("seq 1 600000"), log: Descriptor.open("/dev/null", O_WRONLY))
        #expect(try await bench.reports.end().exit == .exited(code: 0))
    }

    @Test func `a reload goes on watching`() async throws {
        let bench = try await Bench()
        let (gate, done) = (try bench.scratch.fifo("gate"), try bench.scratch.fifo("done"))
        let path = bench.scratch.file("run.log")
        try bench.launch(
            request(
                "read line < \(gate.path); seq 1 600000; echo > \(done.path); read line < \(gate.path)"
            ))
        _ = try await bench.reports.started()
        bench.client.reload()
        await bench.reports.awaitDisconnection()
        try await bench.reconnect()
        try gate.release()
        _ = try done.line()
        try awaitChange(of: path) { allocated(path) <= Int64(Self.limit) + Self.slack }
        try gate.release()
        #expect(try await bench.reports.end().exit == .exited(code: 0))
    }

    /// A file that can only be appended to, which is one whose middle cannot be freed.
    @Test func `where the middle cannot be dropped, the run is ended`() async throws {
        let bench = try await Bench()
        let path = bench.scratch.file("run.log")
        let log = try bench.scratch.log("run.log")
        guard try Program(["chattr", "+a", path], output: "/dev/null").end() == 0 else {
            return
        }
        defer { _ = try? Program(["chattr", "-a", path], output: "/dev/null").end() }
        try bench.client.launch(request("seq 1 600000; exec sleep 1000"), log: log)
        let end = try await bench.reports.end()
        #expect(end.exit == .signalled(signal: SIGTERM, core: false))
        #expect(end.outputExceeded && !end.aborted && !end.timedOut)
        #expect(try bench.scratch.text("launcher.log").contains("run run is ended"))
    }
}
