import Glibc
import LaunchProtocol
import Launching
import TestKit
import Testing

/// Many runs at once.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LoadTests {
    @Test func `a thousand launches at once all start, and none twice`() async throws {
        let bench = try await Bench()
        let count = 1000
        let started = bench.scratch.file("started")
        for index in 0..<count {
            // Twice each, as after a reconnection.
            for _ in 0..<2 {
                try bench.launch("run-\(index)", "echo \(index) >> \(started)")
            }
        }
        var ends: Set<String> = []
        while ends.count < count {
            let end = try await bench.reports.end()
            #expect(end.exit == .exited(code: 0))
            ends.insert(end.id)
        }
        let lines = try bench.scratch.text("started").split(separator: "\n")
        #expect(lines.count == count && Set(lines).count == count)
        try bench.client.acknowledge(Array(ends))
        #expect(try await bench.client.held() == [])
    }

    @Test func `a thousand runs at once are held side by side`() async throws {
        let bench = try await Bench(prefix: ["prlimit", "--nofile=4096:4096"])
        let count = 1000
        for index in 0..<count {
            try bench.launch(
                LaunchRequest(
                    id: "run-\(index)", arguments: ["sleep", "1000"],
                    limits: LaunchLimits(output: 1 << 20), timeout: 100_000_000))
        }
        for _ in 0..<count { _ = try await bench.reports.started() }
        for index in 0..<count { try bench.client.end("run-\(index)", grace: .seconds(60)) }
        for _ in 0..<count { #expect(try await bench.reports.end().aborted) }
    }
}
