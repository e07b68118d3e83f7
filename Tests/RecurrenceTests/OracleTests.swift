import Recurrence
import TestKit
import Testing

@Suite(
    .enabled(
        if: !PythonChild.isMissing,
        "NOTIFYD_TEST_PYTHON names no python3 that has croniter and cronsim"))
struct OracleTests {
    private struct Question {
        let cron: RandomCron
        let zone: String
        let start: Int64
        let answers: [Int64]

        var line: String { "\(zone)\t\(start)\t\(answers.count)\t\(cron.text)" }

        /// A day of one of the oracles' steps on either side of all that they look at.
        func meets(_ changes: [Stretch]) -> Bool {
            let last = (answers.last ?? start) + 86_400
            return changes.contains { start - 86_400 <= $0.start && $0.start <= last }
        }
    }

    @Test(arguments: [RandomCron.Extras(), .all])
    func `croniter agrees on thousands of expressions`(extras: RandomCron.Extras) throws {
        // What it does when a clock changes is its own; so only zones without changes nearby.
        let questions = try makeQuestions(extras, count: 3_000, seed: 11) { question, changes in
            let cron = question.cron
            let counted = cron.words[5].contains("#") || cron.words[5].uppercased().contains("L")
            let workday = cron.words[3].uppercased().contains("W")
            return !question.meets(changes)
                // It ends the week at 6, where cron's 7 is a Sunday too: 1/2 has none there.
                && !cron.opensWeek
                // It takes a field of all values for a star, where cron looks at the sign.
                && !(cron.eitherDay && (cron.values[3].count == 31 || cron.values[5].count == 7))
                // It wants both days where one is a # or a W, and does not know + at all.
                && !(cron.eitherDay && (counted || workday)) && !cron.text.contains("+")
                // It has no L-3, no LW, no W in a list, and takes 31W for the last in a shorter month.
                && !cron.words[3].uppercased().contains("L-")
                && !cron.words[3].uppercased().contains("LW")
                && !(workday && (cron.words[3].contains(",") || cron.words[3] > "28W"))
                // It mixes no # and 5L with other days.
                && !(counted && !cron.values[5].isEmpty)
                // Its years end with 2099.
                && (cron.words[6] == "*"
                    || question.answers[3] < 4_102_000_000
                        && cron.words[6].split { !$0.isNumber }.allSatisfy { $0 < "2100" })
        }
        try compare(questions, with: "croniter")
    }

    @Test(arguments: [RandomCron.Extras(), [.seconds, .signs]])
    func `cronsim agrees on thousands of expressions`(extras: RandomCron.Extras) throws {
        let questions = try makeQuestions(extras, count: 3_000, seed: 12) { question, changes in
            let cron = question.cron
            // It refuses a range of names that goes round.
            return !cron.goesRound
                // It steps through fields that follow elapsed time on the wall, and so stumbles at changes;
                // and it does so for all expressions with seconds.
                && !((cron.followsElapsedTime || cron.hasSeconds) && question.meets(changes))
                // It catches up and holds back however far a clock jumps, where cron stops at three hours.
                && !changes.contains {
                    abs($0.offset - $0.offsetBefore) >= 10_800
                        && question.start - 172_800 <= $0.start
                        && $0.start <= (question.answers.last ?? 0) + 172_800
                }
                // It knows neither L-3 nor W but LW, and no +.
                && !cron.words[3].uppercased().contains("L-") && !cron.text.contains("+")
                && !cron.words[3].uppercased().replacing("LW", with: "").contains("W")
        }
        try compare(questions, with: "cronsim")
    }

    @Test func `zoneinfo agrees on offsets and changes from 1970 to 2200`() throws {
        let first: Int64 = 0
        let last = ZoneLibrary.instant("2200-01-01T00:00Z")
        var random = SeededGenerator(seed: 13)
        var lines: [String] = []
        for name in ZoneLibrary.varied {
            var instants = (0..<300).map { _ in Int64.random(in: first..<last, using: &random) }
            for change in ZoneLibrary.changes(of: try ZoneLibrary.zone(name), from: first, to: last)
            {
                instants += [change.start - 1, change.start, change.start + 1]
            }
            lines.append("\(name) \(instants.map(String.init).joined(separator: " "))")
        }
        let answers = try ask("zones.py", [String(first), String(last)], lines)
            .map { $0.split(separator: " ") }

        for line in lines {
            let words = line.split(separator: " ")
            let zone = try ZoneLibrary.zone(String(words[0]))
            let answer = try #require(answers.first { $0[0] == "offset" && $0[1] == words[0] })
            for (instant, offset) in zip(words.dropFirst(), answer.dropFirst(2)) {
                let instant = try #require(Int64(instant))
                #expect(zone.offset(at: instant) == Int64(offset), "\(zone.name) at \(instant)")
            }
            let theirs = answers.filter { $0[0] == "change" && $0[1] == words[0] }
                .map { $0.dropFirst(2).compactMap { Int64($0) } }
            let ours = ZoneLibrary.changes(of: zone, from: first, to: last - 4 * 86_400)
                .map { [$0.start, $0.offsetBefore, $0.offset] }
            #expect(
                Set(theirs).subtracting(ours) == [], "\(zone.name): changes that we do not have")
            // Theirs lack what comes and goes within the four days, and what comes at the very end.
            #expect(
                Set(ours).subtracting(theirs) == [], "\(zone.name): changes that they do not have")
        }
    }

    /// Random questions with our answers to them, as many as the filter lets through.
    private func makeQuestions(
        _ extras: RandomCron.Extras, count: Int, seed: UInt64,
        where isFair: (Question, [Stretch]) -> Bool
    ) throws -> [Question] {
        var random = SeededGenerator(seed: seed)
        let first = ZoneLibrary.instant("1970-01-02T00:00Z")
        let last = ZoneLibrary.instant("2100-01-01T00:00Z")
        let zones = try ZoneLibrary.varied.map { try ZoneLibrary.zone($0) }
        let changes = zones.map {
            ZoneLibrary.changes(of: $0, from: first - 86_400, to: last + 20 * 366 * 86_400)
        }
        var found: [Question] = []
        while found.count < count {
            let cron = RandomCron(extras, using: &random)
            let index = Int.random(in: -zones.count..<zones.count, using: &random)
            let zone = index < 0 ? Zone.utc : zones[index]
            let nearby = index < 0 ? [] : changes[index]
            // Half the starts are within two days before a change, where there is one.
            var start = Int64.random(in: first..<last, using: &random)
            if let change = nearby.randomElement(using: &random), change.start < last,
                Bool.random(using: &random)
            {
                start = change.start - Int64.random(in: 0..<172_800, using: &random)
            }
            guard let expression = try? Expression(cron.text) else { continue }
            let timetable = Timetable(expression, in: zone)
            var answers: [Int64] = []
            while answers.count < 4, let next = timetable.next(after: answers.last ?? start) {
                answers.append(next)
            }
            // The oracles give up when there is nothing for fifty years, and take long before that.
            guard answers.count == 4, answers[3] < start + 20 * 366 * 86_400 else { continue }
            let question = Question(cron: cron, zone: zone.name, start: start, answers: answers)
            if isFair(question, nearby) { found.append(question) }
        }
        return found
    }

    /// Runs a script of the folder `oracle` with the tzdata that the tests read.
    private func ask(
        _ script: String, _ arguments: [String], _ lines: [String]
    ) throws -> [String] {
        let folder = "\(#filePath)".dropLast("OracleTests.swift".count) + "oracle"
        return try PythonChild.lines(
            file: "\(folder)/\(script)", arguments,
            environment: ["PYTHONTZPATH=\(ZoneLibrary.folder)"], over: lines)
    }

    private func compare(_ questions: [Question], with oracle: String) throws {
        let answers = try ask("cron.py", [oracle], questions.map(\.line))
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            #expect(
                question.answers.map(String.init).joined(separator: " ") == answer,
                "\(question.cron.text) in \(question.zone) after \(question.start)")
        }
    }
}
