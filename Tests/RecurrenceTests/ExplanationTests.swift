import Recurrence
import TestKit
import Testing

@Suite struct ExplanationTests {
    static let sentences: [(String, String)] = [
        ("* * * * *", "Every minute."),
        ("*/1 * * * *", "Every minute."),
        ("*/15 * * * *", "Every 15 minutes."),
        ("0,30 * * * *", "Every 30 minutes."),
        ("0 * * * *", "Every hour."),
        ("@hourly", "Every hour."),
        ("30 * * * *", "At 30 minutes past every hour."),
        ("1 * * * *", "At 1 minute past every hour."),
        ("5/15 * * * *", "At 5, 20, 35 and 50 minutes past every hour."),
        ("1-59/20 * * * *", "At 1, 21 and 41 minutes past every hour."),
        ("*/35 * * * *", "At 0 and 35 minutes past every hour."),
        ("2-57/5 * * * *", "Every 5 minutes from 2 to 57 minutes past every hour."),
        ("10-20 * * * *", "Every minute from 10 to 20 minutes past every hour."),
        ("0,10,11,12,40 * * * *", "At 0, 10 to 12 and 40 minutes past every hour."),
        ("30 2 * * *", "At 02:30 every day."),
        ("@daily", "At 00:00 every day."),
        ("30 2,14 * * *", "At 02:30 and 14:30 every day."),
        ("0,30 2 * * *", "At 02:00 and 02:30 every day."),
        ("*/30 2,3 * * *", "At 02:00, 02:30, 03:00 and 03:30 every day."),
        ("0 */6 * * *", "At 00:00, 06:00, 12:00 and 18:00 every day."),
        ("0 */2 * * *", "Every 2 hours from 00:00 to 22:00, every day."),
        ("0 1-23/2 * * *", "Every 2 hours from 01:00 to 23:00, every day."),
        ("0 */5 * * *", "Every 5 hours from 00:00 to 20:00, every day."),
        ("17 1,5,9-12 * * *", "At 01:17 and 05:17, and every hour from 09:17 to 12:17, every day."),
        (
            "10 0-3,20-23 * * *",
            "Every hour from 00:10 to 03:10 and from 20:10 to 23:10, every day."
        ),
        ("* 2 * * *", "Every minute from 02:00 to 02:59, every day."),
        ("* 9-17 * * *", "Every minute from 09:00 to 17:59, every day."),
        ("5-20 2 * * *", "Every minute from 02:05 to 02:20, every day."),
        ("2-57/5 8-18 * * *", "Every 5 minutes from 08:02 to 18:57, every day."),
        ("* 1,3,5 * * *", "Every minute in every 2nd hour from 01:00 to 05:00, every day."),
        (
            "*/5 1,5,9-12 * * *",
            "Every 5 minutes in the hours 01:00, 05:00 and 09:00 to 12:00, every day."
        ),
        ("*/20 1,3 * * *", "At 0, 20 and 40 minutes past the hours 01:00 and 03:00, every day."),
        ("3,6,8,20,31 1 * * *", "At 3, 6, 8, 20 and 31 minutes past 01:00, every day."),
        (
            "0-10/3,20,30-40 1 * * *",
            "At 0, 3, 6, 9, 20 and 30 to 40 minutes past 01:00, every day."
        ),
        ("*/15 9-17 * * 1-5", "Every 15 minutes from 09:00 to 17:45, from Monday to Friday."),
        ("0 9-17 * * mon-fri", "Every hour from 09:00 to 17:00, from Monday to Friday."),
        ("0 22 * * 1-5", "At 22:00 from Monday to Friday."),
        ("5 4 * * sun", "At 04:05 on Sundays."),
        ("5 4 * * 7", "At 04:05 on Sundays."),
        ("@weekly", "At 00:00 on Sundays."),
        ("0 0 * * 6,0", "At 00:00 on Saturdays and Sundays."),
        ("0 0 * * fri-sun", "At 00:00 from Friday to Sunday."),
        ("0 0 * * sat-mon", "At 00:00 from Saturday to Monday."),
        ("0 0 * * 1-6", "At 00:00 from Monday to Saturday."),
        ("0 4 * * */2", "At 04:00 on Tuesdays, Thursdays, Saturdays and Sundays."),
        ("30 * * * 1", "At 30 minutes past every hour, on Mondays."),
        ("*/10 * * * 1", "Every 10 minutes on Mondays."),
        ("0 0 * * 0-7", "At 00:00 every day."),
        ("@monthly", "At 00:00 on the 1st of every month."),
        ("0 0 1,15 * *", "At 00:00 on the 1st and 15th of every month."),
        ("0 0 1-7 * *", "At 00:00 on the 1st to 7th of every month."),
        (
            "0 0 2,3,11-13,21-23 * *",
            "At 00:00 on the 2nd, 3rd, 11th to 13th and 21st to 23rd of every month."
        ),
        ("0 0 */10 * *", "At 00:00 on the 1st, 11th, 21st and 31st of every month."),
        ("0 0 */2 * *", "At 00:00 on every 2nd day from the 1st to the 31st of every month."),
        ("0 0 31 * *", "At 00:00 on the 31st of every month that has one."),
        ("0 0 29 2 *", "At 00:00 on the 29th of February."),
        ("@yearly", "At 00:00 on the 1st of January."),
        ("0 0 1 */3 *", "At 00:00 on the 1st of January, April, July and October."),
        ("0 0 1 */2 *", "At 00:00 on the 1st of every 2nd month from January to November."),
        ("0 0 1 nov-feb *", "At 00:00 on the 1st of January, February, November and December."),
        ("0 0 1 3-5 *", "At 00:00 on the 1st of every month from March to May."),
        ("0 0 * 3-5 *", "At 00:00 every day from March to May."),
        ("*/5 * * 1,7 *", "Every 5 minutes in January and July."),
        ("0 8 * 6-8 1", "At 08:00 on Mondays from June to August."),
        ("0 8 * 6-8 1-5", "At 08:00 from Monday to Friday, from June to August."),
        ("0 0 13 * 5", "At 00:00 on the 13th of every month, and also on Fridays."),
        (
            "0 0 1 * 1-5", "At 00:00 on the 1st of every month, and also from Monday to Friday."
        ),
        (
            "0 0 13 1,7 5", "At 00:00 in January and July on the 13th, and also on Fridays."
        ),
        ("0 0 1-31 * 1", "At 00:00 every day."),
        (
            "0 0 */2 * 1",
            "At 00:00 on Mondays, but only on every 2nd day from the 1st to the 31st of every month."
        ),
        ("0 0 */20 * 5", "At 00:00 on Fridays that fall on the 1st and 21st of every month."),
        (
            "0 0 */20 * 1-5",
            "At 00:00 from Monday to Friday, but only on the 1st and 21st of every month."
        ),
        ("every 1s", "Every second of elapsed time, counted from 1970-01-01 00:00 UTC."),
        ("every 15m", "Every 15 minutes of elapsed time, counted from 1970-01-01 00:00 UTC."),
        (
            "every 1h30m",
            "Every hour and 30 minutes of elapsed time, counted from 1970-01-01 00:00 UTC."
        ),
        ("every 1d", "Every 24 hours of elapsed time, counted from 1970-01-01 00:00 UTC."),
        (
            "every 1w2d3h4m5s",
            "Every week, 2 days, 3 hours, 4 minutes and 5 seconds of elapsed time, "
                + "counted from 1970-01-01 00:00 UTC."
        ),
    ]

    @Test(arguments: sentences)
    func `an expression is said in English`(text: String, sentence: String) throws {
        #expect(try Self.sentence(text) == sentence)
    }

    static func sentence(_ text: String) throws -> String {
        Explanation(Timetable(try Expression(text), in: .utc)).sentence
    }

    @Test func `every expression has a sentence of some length, without double blanks`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let cron = RandomCron(.all, using: &random)
            guard let sentence = try? Self.sentence(cron.text) else { continue }
            #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."))
            #expect(sentence.count > 10 && sentence.count < 1_500, "\(cron.text): \(sentence)")
            #expect(!sentence.contains("  ") && !sentence.contains(" ,"), "\(sentence)")
            #expect(!sentence.contains("()") && !sentence.contains("Optional"), "\(sentence)")
        }
    }

    @Test func `what comes at the same times has the same sentence, however it is written`() throws
    {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<3_000 {
            let cron = RandomCron(using: &random)
            guard let sentence = try? Self.sentence(cron.text) else { continue }
            let spelled = Array(zip(cron.words, cron.values))[1...5].map { word, values in
                word.hasPrefix("*")
                    ? word : values.sorted().map(String.init).joined(separator: ",")
            }.joined(separator: " ")
            #expect(try Self.sentence(spelled) == sentence, "\(cron.text) and \(spelled)")
        }
    }

    @Test func `what comes at other times has another sentence`() throws {
        var random = SeededGenerator(seed: 13)
        var known: [String: Set<[Set<Int>]>] = [:]
        for _ in 0..<3_000 {
            let cron = RandomCron(using: &random)
            guard (try? Expression(cron.text)) != nil else { continue }
            var texts = [(cron.text, cron.values)]
            // Neighbours that differ by one value of one field.
            for field in 1...5 where !cron.words[field].hasPrefix("*") {
                var values = cron.values
                values[field].formSymmetricDifference([Int.random(in: 1...6, using: &random)])
                guard !values[field].isEmpty else { continue }
                var words = cron.words
                words[field] = values[field].sorted().map(String.init).joined(separator: ",")
                texts.append((words[1...5].joined(separator: " "), values))
            }
            for (text, values) in texts {
                guard let sentence = try? Self.sentence(text) else { continue }
                known[sentence, default: []].insert(
                    Self.meaning(values, either: cron.eitherDay))
            }
        }
        #expect(known.count > 3_000)
        for (sentence, meanings) in known { #expect(meanings.count == 1, "\(sentence)") }
    }

    /// The values as far as they matter: where either day field is enough and one has all, no day is left out.
    private static func meaning(_ values: [Set<Int>], either: Bool) -> [Set<Int>] {
        let all = [Set(1...31), Set(0...6)]
        let fields = Array(values[1...5])
        guard either else { return fields + [[]] }
        if fields[2] == all[0] || fields[4] == all[1] {
            return [fields[0], fields[1], all[0], fields[3], all[1], []]
        }
        return fields + [[1]]
    }
}
