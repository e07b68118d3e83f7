import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// What a command is given, and what it reports.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ResultTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private var resultFolder: String { bench.file("results") }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    @Test func `a command finds its parameters in its environment`() async throws {
        try await bench.begin()
        let run = try await bench.run("env > \(bench.file("env"))") {
            $0.environment = ["COLOUR": "blue"]
            $0.parameters = [
                "epochs": 40, "name": "two words", "rate": .number(0.5), "flag": true,
                "nothing": nil, "list": [1, "b"], "map": ["a": nil],
            ]
        }
        #expect(run.state == .completed)
        let lines = try bench.lines("env")
        for line in [
            "COLOUR=blue", "epochs=40", "name=two words", "rate=0.5", "flag=true", "nothing=null",
            "list=[1,\"b\"]", "map={\"a\":null}",
            "NOTIFYD_PARAMETERS=\(JSONValue.object(run.parameters).text)",
            "NOTIFYD_RESULTS=\(resultFolder)/\(run.uid).1", "NOTIFYD_SOCKET=/run/notifyd/test",
        ] {
            #expect(lines.contains(line), "\(line) in \(lines)")
        }
        #expect(run.parameters.count == 7)
        await bench.end()
    }

    @Test func `what a command writes are its run's results, and the file goes away`() async throws
    {
        try await bench.begin()
        let run = try await bench.run(
            """
            stat -c %a $NOTIFYD_RESULTS; echo accuracy=0.93 >> $NOTIFYD_RESULTS
            echo nonsense >> $NOTIFYD_RESULTS; echo '{"classes": ["cat"]}' >> $NOTIFYD_RESULTS
            exit 3
            """)
        #expect(run.results.values == ["accuracy": .number(0.93), "classes": ["cat"]])
        #expect(run.results.error?.hasPrefix("line 2 of its results cannot be used") == true)
        #expect(try await bench.output(of: run.uid) == "600\n")
        #expect(!exists(bench.results.path(of: run)))
        #expect(mode(resultFolder) == 0o711)
        let told = try #require(bench.recorder.ends(of: run.uid).first?.tell).event.snapshot
        #expect(told["status"]?["results"] == .object(run.results.values))
        #expect(told["status"]?["log_tail"] == "600")
        await bench.end()
    }

    @Test func `the last lines of the log are told with the end`() async throws {
        try await bench.begin()
        let run = try await bench.run("seq 1 100000; printf 'no end'")
        let status = try #require(bench.recorder.ends(of: run.uid).first?.tell)
            .event.snapshot["status"]
        let lines = (100_000 - 18...100_000).map(String.init) + ["no end"]
        #expect(status?["log_tail"]?.string == lines.joined(separator: "\n"))
        #expect(status?["results"] == [:])
        await bench.end()
    }

    @Test func `what the output limit has dropped is no last line`() async throws {
        try await bench.begin()
        let run = try await bench.run("seq 1 100000") { $0.limits.output = 6000 }
        let tail = try #require(bench.recorder.ends(of: run.uid).first?.tell)
            .event.snapshot["status"]?["log_tail"]?.string
        #expect(tail?.hasSuffix("\n100000") == true && tail?.contains("\0") == false)
        await bench.end()
    }

    @Test func `what a command puts in the place of its files holds nobody up`() async throws {
        try await bench.begin()
        let run = try await bench.run(
            """
            for file in $(ls \(bench.file("logs"))/*/$NOTIFYD_RUN.log) $NOTIFYD_RESULTS
            do rm "$file" && mkfifo "$file" || exit 1
            done
            """)
        #expect(run.state == .completed && run.results.isEmpty)
        #expect(!exists(bench.results.path(of: run)))
        let linked = try await bench.run("ln -sf /etc/passwd $NOTIFYD_RESULTS")
        #expect(linked.results.values.isEmpty)
        #expect(linked.results.error?.hasPrefix("its results cannot be read") == true)
        let endless = try await bench.run("truncate -s 1T $NOTIFYD_RESULTS")
        #expect(endless.state == .completed && endless.results.error != nil)
        await bench.end()
    }

    @Test func `each attempt reports for itself, and the last one counts`() async throws {
        try await bench.begin()
        let uid = try await bench.start(
            """
            [ ! -s $NOTIFYD_RESULTS ] || exit 1
            echo attempt$NOTIFYD_ATTEMPT=1 >> $NOTIFYD_RESULTS; [ $NOTIFYD_ATTEMPT = 2 ] || exit 75
            """
        ) { $0.policies.retry = RunRetry(limit: 1, delay: .seconds(60)) }
        await bench.recorder.attempt(uid, 2)
        #expect(try await bench.stored(uid).results.isEmpty)
        #expect(!exists("\(resultFolder)/\(uid).1"))
        await bench.pass(.seconds(60))
        let run = try await bench.end(of: uid)
        #expect(run.state == .completed)
        #expect(run.results.values == ["attempt2": 1])
        await bench.end()
    }

    @Test func `a run that is lost has what it reported before`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let uid = try await bench.start(
            "echo step=1 >> $NOTIFYD_RESULTS; read line < \(gate.path)")
        await bench.recorder.run(uid) { $0 == .running }
        // Opening the pipe waits for the command, which stays at it.
        let held = try Descriptor.open(gate.path, O_WRONLY)
        try bench.replaceLauncher()
        let run = try await bench.end(of: uid)
        #expect(run.reason == .lost)
        #expect(run.results.values == ["step": 1])
        _ = consume held
        await bench.end()
    }
}
