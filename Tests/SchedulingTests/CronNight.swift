import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

/// The hours before and after a change of the clocks, as Debian's cron lives through them, and as the
/// scheduler does.
struct CronNight: CustomTestStringConvertible {
    /// Starts by the expression that they are due to.
    typealias Starts = [String: [Timestamp]]

    let testDescription: String
    let zone: String
    let change: Timestamp
    /// How often cron starts an expression at the change besides the once that the scheduler does: it
    /// makes up for each skipped minute by itself, and the minute in which it does so has its own turn.
    let surplus: [String: Int]

    /// Midnight is between them, and so are all hours that are skipped or repeated.
    var first: Timestamp { change + .seconds(-9_000) }
    var last: Timestamp { change + .seconds(9_000) }

    /// What the scheduler starts, on a clock that goes from one occurrence to the next.
    func startsOfScheduler(_ expressions: [String]) async throws -> Starts {
        let bench = try Bench(at: first + .seconds(-60))
        for (number, expression) in expressions.enumerated() {
            try await bench.apply("number-\(number)", expression, timezone: zone)
        }
        await bench.begin()
        await bench.advance(by: .seconds(last.seconds - bench.now.seconds))
        var starts: Starts = [:]
        for (number, expression) in expressions.enumerated() {
            starts[expression] = try await bench.rows("number-\(number)").compactMap(\.startedAt)
        }
        await bench.end()
        return starts
    }

    /// What Debian's cron starts, on a clock that goes from one minute to the next.
    func startsOfCron(_ expressions: [String]) async throws -> Starts {
        let (status, output) = try await runCron(expressions)
        try #require(
            status == 0,
            """
            Debian's cron could not be tried; that needs root, namespaces of its own (unshare(1)), \
            and the packages cron and faketime: \(output)
            """)
        var starts: Starts = [:]
        for expression in expressions { starts[expression] = [] }
        for line in output.split(separator: "\n") {
            let numbers = line.split(separator: " ").compactMap { Int64($0) }
            try #require(numbers.count == 2, "this is no start of cron: \(line)")
            starts[expressions[Int(numbers[0])], default: []].append(
                Timestamp(seconds: numbers[1]))
        }
        return starts
    }

    /// In namespaces of its own, where nothing outlives the script, nor the script this process.
    private func runCron(_ expressions: [String]) async throws -> (status: Int32, output: String) {
        let folder = "\(#filePath)".dropLast("CronNight.swift".count) + "oracle"
        let words = [
            "sh", "-c", #"exec "$@" 2>&1"#, "sh", "setpriv", "--pdeathsig", "KILL",
            "unshare", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child",
            "env", "TZ=\(zone)", PythonChild.interpreter ?? "python3", "\(folder)/debian-cron.py",
            "\(first.seconds)", "\(last.seconds)",
        ]
        let input = expressions.map { $0 + "\n" }.joined()
        return try await withCheckedThrowingContinuation { continuation in
            do {
                // A thread of its own, so that the scheduler's night passes meanwhile.
                try Thread.start(name: "cron") {
                    continuation.resume(
                        with: Result { try PeerProcess.run(words, input: input) })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
