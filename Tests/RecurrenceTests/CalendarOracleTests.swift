import Recurrence
import TestKit
import Testing

/// Comparisons with `systemd-analyze calendar`, of Debian's package `systemd`, version 252.
@Suite struct CalendarOracleTests {
    @Test func `systemd has the same occurrences of thousands of expressions`() throws {
        var random = SeededGenerator(seed: 21)
        let first = ZoneLibrary.instant("1971-01-01T00:00Z")
        let last = ZoneLibrary.instant("2190-01-01T00:00Z")
        let zones = try ZoneLibrary.varied.map { try ZoneLibrary.zone($0) }
        let changes = zones.map {
            ZoneLibrary.changes(of: $0, from: 0, to: last + 10 * 366 * 86_400)
        }
        var compared = 0
        var comparedInZones = 0
        for _ in 0..<80 {
            let start = Int64.random(in: first..<last, using: &random)
            var texts: [String] = []
            var ours: [[Int64]] = []
            while texts.count < 50 {
                let isLocal = Int.random(in: 0..<4, using: &random) == 0
                let index = Int.random(in: 0..<zones.count, using: &random)
                let text = RandomCalendar.text(
                    zone: isLocal
                        ? zones[index].name : ["UTC", nil].randomElement(using: &random) ?? nil,
                    using: &random)
                guard let expression = try? Expression(text) else { continue }
                let zone = isLocal ? zones[index] : .utc
                #expect(expression.zoneName ?? "UTC" == zone.name)
                let answers = occurrences(of: expression, in: zone, after: start)
                // Its search stumbles at changes of a clock, and loses or repeats what is there.
                let end = (answers.last ?? start) + 2 * 86_400
                if isLocal,
                    answers.isEmpty
                        || changes[index].contains(where: {
                            start - 2 * 86_400 <= $0.start && $0.start <= end
                        })
                {
                    continue
                }
                texts.append(text)
                ours.append(answers)
                comparedInZones += isLocal ? 1 : 0
            }
            for (index, theirs) in try SystemdCalendar.answers(to: texts, after: start, count: 4)
                .enumerated()
            {
                guard let theirs else {
                    #expect(isRefusedByMistake(texts[index]), "systemd refuses \(texts[index])")
                    continue
                }
                #expect(
                    theirs.occurrences == ours[index]
                        || skipsByMistake(texts[index], theirs.occurrences, but: ours[index]),
                    "\(texts[index]) after \(start)")
                compared += 1
            }
        }
        #expect(compared > 3_800)
        #expect(comparedInZones > 400)
    }

    @Test func `systemd takes and refuses the same texts, but for the differences that are meant`()
        throws
    {
        var random = SeededGenerator(seed: 22)
        var texts: Set<String> = []
        while texts.count < 6_000 {
            let zone = [nil, nil, nil, "UTC", "Europe/Berlin"].randomElement(using: &random) ?? nil
            let whole = RandomCalendar.text(zone: zone, using: &random)
            let text = RandomCalendar.damaged(whole, using: &random)
            // More words are cron, and so is what begins with a sign of its own.
            guard text.split(separator: " ").count <= 4, !text.hasPrefix("@") else { continue }
            texts.insert(text)
        }
        var counts = [Verdict: Int]()
        let sorted = texts.sorted()
        for start in stride(from: 0, to: sorted.count, by: 500) {
            let batch = Array(sorted[start..<min(start + 500, sorted.count)])
            for (text, theirs) in zip(
                batch, try SystemdCalendar.answers(to: batch, after: 0, count: 1))
            {
                let ours = verdict(on: text)
                counts[ours, default: 0] += 1
                let expected: Verdict =
                    theirs.map { $0.occurrences.isEmpty ? .never : .taken } ?? .refused
                if ours == expected { continue }
                let isMeant =
                    ours == .taken && expected == .refused && weekGoesRound(text)
                    || ours == .taken && expected == .refused && isRefusedByMistake(text)
                    || ours == .never && expected == .refused && endsWithUnknownZone(text)
                    || ours == .refused && expected != .refused && hasFraction(text)
                #expect(isMeant, "\(text) is \(ours) here, and \(expected) there")
            }
        }
        #expect(counts[.taken, default: 0] > 500)
        #expect(counts[.refused, default: 0] > 1_000)
    }

    @Test func `systemd has the same dates that never come`() throws {
        var random = SeededGenerator(seed: 25)
        var texts = (1...12).flatMap { month in (26...31).map { "*-\(month)-\($0)" } }
        let weekdays = ["Mon", "Tue..Thu", "Fri,Sun", "Sat"]
        for _ in 0..<400 {
            let year = Int.random(in: 1970...2199, using: &random)
            let month = [2, 2, 4, 12].randomElement(using: &random) ?? 2
            let day = Int.random(in: 27...31, using: &random)
            let week = weekdays.randomElement(using: &random) ?? "Mon"
            texts.append("\(year)-\(month)-\(day)")
            texts.append("\(year)..\(min(year + 3, 2199))-\(month)-\(day)")
            texts.append("\(week) \(year),\(min(year + 7, 2199))-\(month)-\(day)")
            texts.append("\(week) \(year)-\(month)~\(day - 26)")
        }
        var never = 0
        for (text, theirs) in zip(
            texts, try SystemdCalendar.answers(to: texts, after: 0, count: 1))
        {
            let answer = try #require(theirs)
            #expect(verdict(on: text) == (answer.occurrences.isEmpty ? .never : .taken), "\(text)")
            never += answer.occurrences.isEmpty ? 1 : 0
        }
        #expect(never > 500 && never < texts.count - 200)
    }

    @Test(arguments: CalendarTests.manual)
    func `systemd prints the manual's examples as the manual does`(text: String, normalized: String)
        throws
    {
        let answer = try SystemdCalendar.answers(to: [text], after: 0, count: 1)[0]
        #expect(answer?.normalized == normalized)
    }

    /// The first four after the instant, up to the last year that systemd looks at.
    private func occurrences(
        of expression: Expression, in zone: Zone, after start: Int64
    ) -> [Int64] {
        let end = ZoneLibrary.instant("2200-01-01T00:00Z")
        let timetable = Timetable(expression, in: zone)
        var found: [Int64] = []
        while found.count < 4, let next = timetable.next(after: found.last ?? start),
            zone.local(at: next) < end
        {
            found.append(next)
        }
        return found
    }

    private enum Verdict { case taken, never, refused }

    private func verdict(on text: String) -> Verdict {
        do {
            // Whether there is such a zone is not for the expression to judge.
            let name = try Expression(text).zoneName
            return name == nil || (try? ZoneLibrary.zone(name ?? "")) != nil ? .taken : .refused
        } catch {
            return error.kind == .never ? .never : .refused
        }
    }

    /// A range of weekdays such as `Sat..Mon`, which systemd refuses.
    private func weekGoesRound(_ text: String) -> Bool {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let items = text.lowercased().prefix { $0 != " " }.split(separator: ",")
        return items.contains { item in
            let places = item.split { $0 == "." || $0 == "-" }
                .map { names.firstIndex(of: String($0.prefix(3))) ?? 0 }
            return places.count == 2 && places[0] > places[1]
        }
    }

    /// What systemd 252 refuses only because it counts wrongly: the farther back an item of a list of
    /// days counted from the end stands in that list, the fewer days it lets them have, three by three;
    /// a range of seconds that begins and ends with the same, which other parts and steps may have; and
    /// steps of seconds that are too many in microseconds for 32 bits.
    private func isRefusedByMistake(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        let hasLateDays = words.contains { word in
            guard let tilde = word.firstIndex(of: "~") else { return false }
            let items = word[word.index(after: tilde)...].split(separator: ",")
            let days = items.map { $0.split { $0 == "." || $0 == "/" }.compactMap { Int($0) } }
            return items.count > 1
                && days.contains { ($0.prefix(2).max() ?? 0) > 31 - 3 * items.count }
        }
        let hasBadSeconds = words.contains { word in
            let parts = word.split(separator: ":")
            guard parts.count == 3 else { return false }
            let steps = parts[2].split { $0 == "," || $0 == "/" }.compactMap { Int($0) }
            if steps.contains(where: { $0 > 2_147 }) { return true }
            return parts[2].split(separator: ",").contains { item in
                let ends = item.split(separator: ".").map { Int($0) }
                return ends.count == 2 && ends[0] != nil && ends[0] == ends[1]
            }
        }
        return hasLateDays || hasBadSeconds
    }

    /// Whether what is lost can be what systemd 252 loses: where the search comes to a day or month that
    /// something else rules out, and a value with a step stands in a list, it goes on where that step
    /// lands in the next month or year, past what the rest of the list has there before.
    private func skipsByMistake(_ text: String, _ theirs: [Int64], but ours: [Int64]) -> Bool {
        let hasListedStep = text.split { " -~:".contains($0) }.contains { part in
            let items = part.split(separator: ",")
            return items.count > 1 && items.contains { $0.contains("/") && !$0.contains("..") }
        }
        guard hasListedStep, let last = ours.last else { return false }
        return theirs.allSatisfy { ours.contains($0) || $0 > last }
    }

    /// A last word that looks like a zone, and is none of the system's.
    private func endsWithUnknownZone(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return words.count > 1 && (try? ZoneLibrary.zone(String(words[words.count - 1]))) == nil
    }

    /// A fraction of a second, which systemd takes.
    private func hasFraction(_ text: String) -> Bool {
        text.split(separator: "..").contains { piece in
            piece.contains(".") && piece.split(separator: ".").count > 1
        }
    }
}
