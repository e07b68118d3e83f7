import Domain
import Formats
import Recurrence
import TestKit

/// Schedules that use every key, now and then.
struct RandomDefinition {
    var generator: SeededGenerator

    mutating func next(name: String) throws -> ScheduleDefinition {
        ScheduleDefinition(
            key: ScheduleKey(project: try Name(chance() ? "default" : "p-1"), name: try Name(name)),
            description: chance() ? text() : "", labels: texts(), when: "30 2 * * *",
            timezone: chance() ? "Europe/Berlin" : nil,
            command: chance()
                ? CommandLine(shell: "x" + text())
                : CommandLine(arguments: ["/bin/x"] + (0..<number(0...3)).map { _ in text() }),
            environment: texts(), parameters: parameters(),
            directory: chance() ? "/" + text() : nil,
            user: chance() ? "backup" : nil, limits: limits(),
            timeout: chance() ? .milliseconds(number(1...1_000_000_000)) : nil,
            grace: chance() ? .milliseconds(number(0...86_400_000)) : Limits.grace,
            successExitCodes: chance()
                ? [0] : Array(Set([number(76...240), number(0...9)])).map { Int32($0) }.sorted(),
            policies: policies(), paused: chance() ? chance() : nil,
            notifications: try (0..<number(0...4)).map { try notification($0) })
    }

    private mutating func notification(_ index: Int) throws -> Notification {
        let interests = Interest.allCases.filter { _ in chance() }
        var parameters: JSONObject = ["text": .string("t" + text())]
        if chance() { parameters["flag"] = .bool(chance()) }
        if chance() { parameters["count"] = .integer(Int64(number(-9...9))) }
        if chance() { parameters["body"] = [.number(1.5), true, ["x": nil], .string(text())] }
        var secrets: JSONObject = [:]
        if chance() { secrets["headers"] = ["A": .string(text()), "B": .integer(1)] }
        if chance() { secrets["token"] = .string(text()) }
        if parameters["count"] == nil, chance() { secrets["count"] = 5 }
        let target =
            chance()
            ? NotificationTarget.channel(
                ChannelConfiguration(
                    kind: "everything", parameters: parameters, secretParameters: secrets))
            : .notifier(try Name("on-call"))
        return Notification(
            name: try Name("n\(index)"), target: target,
            when: interests.isEmpty ? Interest.standard : interests,
            condition: chance() ? text() : "", message: chance() ? template() : "",
            subject: chance() ? template() : "",
            severity: Severity.allCases.randomElement(using: &generator) ?? .info)
    }

    private mutating func limits() -> RunLimits {
        RunLimits(
            memory: chance() ? Int64(number(1 << 20...1 << 40)) : nil,
            cpu: chance() ? Int64(number(10...1_000_000)) : nil,
            processes: chance() ? Int64(number(1...4_194_304)) : nil,
            openFiles: chance() ? Int64(number(8...4096)) : nil,
            nice: chance() ? Int32(number(-20...19)) : nil,
            output: chance() ? Int64(number(1...1 << 40)) : Limits.outputBytes)
    }

    private mutating func policies() -> Policies {
        var policies = Policies()
        policies.overlap = OverlapPolicy.allCases.randomElement(using: &generator) ?? .skip
        if policies.overlap != .allow { policies.maxActive = Int64(number(1...3)) }
        policies.catchUp = CatchUpPolicy.allCases.randomElement(using: &generator) ?? .none
        if policies.catchUp == .all { policies.catchUpLimit = Int64(number(99...101)) }
        if chance() { policies.startDeadline = .seconds(number(1...100_000)) }
        if chance() { policies.spread = .milliseconds(number(0...86_400_000)) }
        if chance() { policies.retry = retry() }
        policies.startOnBoot = chance()
        policies.leftovers = LeftoversPolicy.allCases.randomElement(using: &generator) ?? .kill
        policies.gap = chance() ? GapRule.allCases.randomElement(using: &generator) : nil
        policies.fold = chance() ? FoldRule.allCases.randomElement(using: &generator) : nil
        return policies
    }

    private mutating func retry() -> RunRetry {
        let delay: Duration = .seconds([0, 1, 30, 4000][number(0...3)])
        return RunRetry(
            limit: Int64(number(0...100)), delay: delay,
            longestDelay: chance() ? max(delay, .seconds(3600)) : delay * number(1...3),
            exitCodes: chance() ? [75] : [9 + Int32(number(1...9)), 256 - Int32(number(1...9))],
            reasons: ErrorReason.allCases.filter { $0 == .lost || chance() })
    }

    private mutating func parameters() -> JSONObject {
        JSONObject(
            (0..<number(0...4)).map { index in
                let value: JSONValue =
                    [
                        .string(text()), .integer(Int64(number(-9...9))), .number(1.5),
                        .bool(chance()), nil, [.string(text()), nil], ["a": .string(text())],
                    ].randomElement(using: &generator) ?? nil
                return ("_p\(index)", value)
            })
    }

    private mutating func texts() -> [String: String] {
        Dictionary((0..<number(0...3)).map { ("K\($0)", text()) }) { first, _ in first }
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "B", " ", "\"", "\\", "\n", "é", "😀", ",", "=", ":", "{", "#", "'", "0", "- ",
        ]
        return (0..<number(0...8)).map { _ in pieces[number(0...pieces.count - 1)] }.joined()
    }

    private mutating func template() -> String {
        text().replacing("{", with: "{{ run.metadata.name }}")
    }

    private mutating func chance() -> Bool { Bool.random(using: &generator) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }
}
