import Recurrence
import TestKit
import Testing

/// Comparisons with `oracle/model.py`, which tries every time on the wall with Python's zoneinfo.
@Suite(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no python3"))
struct ModelTests {
    private struct Question {
        let cron: String
        let zone: Zone
        let first: Int64
        let last: Int64
        let gap: GapRule?
        let fold: FoldRule?

        var line: String {
            "\(zone.name)\t\(first)\t\(last)\t\(gap?.rawValue ?? "-")\t\(fold?.rawValue ?? "-")\t\(cron)"
        }

        /// All occurrences from first to last; nil where there are too many to ask a slow model for.
        var answer: String? {
            guard let expression = try? Expression(cron) else { return nil }
            let timetable = Timetable(expression, in: zone, gap: gap, fold: fold)
            var found: [Int64] = []
            while let next = timetable.next(after: found.last ?? first - 1), next <= last {
                found.append(next)
                if found.count > 300 { return nil }
            }
            return found.map(String.init).joined(separator: " ")
        }
    }

    static let zones = [
        "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "America/Goose_Bay",
        "America/Havana", "America/New_York", "America/Santiago", "America/Scoresbysund",
        "Antarctica/Casey", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza", "Asia/Pyongyang",
        "Australia/Lord_Howe", "Europe/Dublin", "Europe/Volgograd", "Pacific/Apia",
        "Pacific/Chatham", "Pacific/Kwajalein",
    ]

    @Test func `what a clock skips and repeats is as each pair of rules has it`() throws {
        var random = SeededGenerator(seed: 21)
        let gaps: [GapRule?] = GapRule.allCases + [nil]
        let folds: [FoldRule?] = FoldRule.allCases + [nil]
        var questions: [Question] = []
        for name in Self.zones {
            let zone = try ZoneLibrary.zone(name)
            let changes = ZoneLibrary.changes(
                of: zone, from: 86_400, to: ZoneLibrary.instant("2100-01-01T00:00Z"))
            let largest = changes.sorted {
                abs($0.offset - $0.offsetBefore) > abs($1.offset - $1.offsetBefore)
            }
            for change in largest.prefix(2) + changes.shuffled(using: &random).prefix(6) {
                for gap in gaps {
                    for fold in folds {
                        questions.append(
                            Question(
                                cron: cron(at: change, using: &random), zone: zone,
                                first: change.start - 129_600, last: change.start + 129_600,
                                gap: gap, fold: fold))
                    }
                }
            }
        }
        #expect(try compare(questions) > 1_200)
    }

    @Test func `every sign and field means what the model says`() throws {
        var random = SeededGenerator(seed: 22)
        var questions: [Question] = []
        let last = ZoneLibrary.instant("2200-01-01T00:00Z")
        while questions.count < 3_000 {
            let name = try #require(Self.zones.randomElement(using: &random))
            let zone = try ZoneLibrary.zone(name)
            let cron = RandomCron(.all, using: &random).text
            guard let expression = try? Expression(cron) else { continue }
            // Around an occurrence, so that there is one at all.
            let start = Int64.random(in: 86_400..<last, using: &random)
            guard let next = Timetable(expression, in: zone).next(after: start) else { continue }
            let first = next - Int64.random(in: 0..<30, using: &random) * 86_400
            questions.append(
                Question(
                    cron: cron, zone: zone, first: first, last: first + 60 * 86_400, gap: nil,
                    fold: nil))
        }
        #expect(try compare(questions) > 1_200)
    }

    /// An expression that is due near a change: random, or of some times on the wall about it.
    private func cron(at change: Stretch, using random: inout SeededGenerator) -> String {
        if Int.random(in: 0..<4, using: &random) == 0 {
            return RandomCron(.all, using: &random).text
        }
        func some(_ count: Int, _ values: [Int64]) -> String {
            let chosen = values.shuffled(using: &random).prefix(count)
            return Set(chosen).map(String.init).joined(separator: ",")
        }
        let local = change.start + change.offsetBefore
        let hours = (-3...3).map { ((local + 86_400 * 30_000) / 3_600 + $0) % 24 }
        let minutes = (0..<12).map { Int64($0) * 5 } + [29, 31, 59]
        let seconds = ["", "0 ", "30 ", "0,59 "].randomElement(using: &random) ?? ""
        let minute = ["*/20", "*/45"].randomElement(using: &random) ?? "*"
        let fixed = Int.random(in: 0..<4, using: &random) > 0
        return "\(seconds)\(fixed ? some(3, minutes) : minute) \(some(3, hours)) * * *"
    }

    /// Compares all that can be asked; how many they were.
    private func compare(_ questions: [Question]) throws -> Int {
        let asked = questions.compactMap { question in question.answer.map { (question, $0) } }
        let folder = "\(#filePath)".dropLast("ModelTests.swift".count) + "oracle"
        let answers = try PythonChild.lines(
            file: "\(folder)/model.py", environment: ["PYTHONTZPATH=\(ZoneLibrary.folder)"],
            over: asked.map { $0.0.line })
        try #require(answers.count == asked.count)
        for ((question, ours), theirs) in zip(asked, answers) {
            #expect(ours == theirs, "\(question.line)")
        }
        return asked.filter { !$0.1.isEmpty }.count
    }
}
