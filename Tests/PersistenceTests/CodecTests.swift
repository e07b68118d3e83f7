import Domain
import Formats
import Persistence
import Recurrence
import TestKit
import Testing

struct CodecTests {
    @Test(arguments: 0..<40)
    func `a definition reads back as it was written`(seed: UInt64) async throws {
        var sample = Sample(seed: seed)
        let definition = sample.definition()
        let bench = try Bench()
        let schedule = try await bench.apply(definition)
        #expect(schedule.definition == definition)
        await bench.store.close()
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.schedules() == [schedule])
        await again.close()
        #expect(bench.journal.texts() == [])
    }
}

/// Draws values of every shape.
private struct Sample {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func definition() -> ScheduleDefinition {
        ScheduleDefinition(
            key: ScheduleKey(name: "s"), description: text(), labels: texts(), when: text(),
            timezone: maybe { $0.text() },
            command: CommandLine(arguments: ["/bin/true"] + list { $0.text() }),
            environment: texts(), parameters: object(depth: 0), directory: maybe { $0.text() },
            user: maybe { $0.text() },
            limits: RunLimits(
                memory: maybe { $0.integer() }, cpu: maybe { $0.integer() },
                processes: maybe { $0.integer() }, openFiles: maybe { $0.integer() },
                nice: maybe { Int32.random(in: -20...19, using: &$0.generator) },
                output: integer()),
            timeout: maybe { .microseconds(Int64.random(in: 0...1 << 50, using: &$0.generator)) },
            grace: .milliseconds(Int.random(in: 0...100_000, using: &generator)),
            successExitCodes: list { Int32.random(in: 0...255, using: &$0.generator) },
            policies: policies(), paused: maybe { _ in true }, notifications: notifications())
    }

    private mutating func policies() -> Policies {
        Policies(
            overlap: pick(OverlapPolicy.allCases), maxActive: integer(),
            catchUp: pick(CatchUpPolicy.allCases), catchUpLimit: integer(),
            startDeadline: maybe { $0.duration() }, spread: duration(),
            retry: RunRetry(
                limit: integer(), delay: duration(), longestDelay: duration(),
                exitCodes: list { Int32.random(in: 0...255, using: &$0.generator) },
                reasons: list { $0.pick(ErrorReason.allCases) }),
            startOnBoot: Bool.random(using: &generator), leftovers: pick(LeftoversPolicy.allCases),
            gap: maybe { $0.pick(GapRule.allCases) },
            fold: maybe { $0.pick(FoldRule.allCases) })
    }

    private mutating func duration() -> Duration {
        .microseconds(Int64.random(in: 0...1 << 50, using: &generator))
    }

    private mutating func notifications() -> [Notification] {
        (0..<Int.random(in: 0...4, using: &generator)).map { index in
            Notification(
                name: Name(stringLiteral: "n\(index)"), target: target(),
                when: list { $0.pick(Interest.allCases) }, condition: text(), message: text(),
                subject: text(), severity: pick(Severity.allCases))
        }
    }

    private mutating func target() -> NotificationTarget {
        if Bool.random(using: &generator) { return .notifier("on-call") }
        return .channel(
            ChannelConfiguration(
                kind: text(), parameters: object(depth: 0), secretParameters: object(depth: 0)))
    }

    private mutating func object(depth: Int) -> JSONObject {
        JSONObject((0..<3).map { ("k\($0)", value(depth: depth + 1)) })
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 8 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .integer(integer())
        case 3: .number(Double.random(in: -1e20...1e20, using: &generator))
        case 4: .number(Double(Int.random(in: -9...9, using: &generator)))
        case 5: .string(text())
        case 6: .array(list { $0.value(depth: depth + 1) })
        default: .object(object(depth: depth))
        }
    }

    private mutating func texts() -> [String: String] {
        var texts: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &generator) { texts[text()] = text() }
        return texts
    }

    private mutating func text() -> String {
        let alphabet = [
            "a", "Z", "0", " ", "\n", "\t", "\"", "\\", "\u{0}", "\u{7F}", "é", "日", "🎉", "'", "{",
            "]",
        ]
        return list { $0.pick(alphabet) }.joined()
    }

    private mutating func integer() -> Int64 {
        Int64.random(in: Int64.min...Int64.max, using: &generator)
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    private mutating func maybe<Value>(_ make: (inout Sample) -> Value) -> Value? {
        Bool.random(using: &generator) ? make(&self) : nil
    }

    private mutating func list<Value>(_ make: (inout Sample) -> Value) -> [Value] {
        let count = Int.random(in: 0...6, using: &generator)
        var values: [Value] = []
        for _ in 0..<count { values.append(make(&self)) }
        return values
    }
}
