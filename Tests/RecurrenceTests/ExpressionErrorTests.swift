import Recurrence
import Testing

@Suite struct ExpressionErrorTests {
    private static let fields = "minute, hour, day-of-month, month, day-of-week"
    private static let other =
        "other forms are a keyword such as @daily, every or after with an interval, "
        + "and at with a time"
    private static let moment = "a date and a time of day, such as 2026-12-24T18:00"
    private static let twoDigits = "months, days, hours and minutes have two digits"
    private static let interval = "a number and a unit (w, d, h, m, s), such as 15m or 1h30m"
    private static let keywords =
        "@hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, @reboot"

    static let bad: [Refused] = [
        Refused(
            "", 0..<0, "the expression is empty",
            "write for example 30 4 * * *, @daily or every 15m"),
        Refused(
            " \t ", 0..<3, "the expression is empty",
            "write for example 30 4 * * *, @daily or every 15m"),
        Refused("60 * * * *", 0..<2, #"the minute field has "60", which is outside 0-59"#),
        Refused(
            "0 24 * * *", 2..<4, #"the hour field has "24", which is outside 0-23"#, "midnight is 0"
        ),
        Refused("0 0 0 * *", 4..<5, #"the day-of-month field has "0", which is outside 1-31"#),
        Refused("0 0 32 * *", 4..<6, #"the day-of-month field has "32", which is outside 1-31"#),
        Refused(
            "0 0 1 13 *", 6..<8, #"the month field has "13", which is outside 1-12 or jan-dec"#),
        Refused(
            "0 0 * * 8", 8..<9,
            #"the day-of-week field has "8", which is outside 0-7 (0 and 7 are Sunday) or sun-sat"#),
        Refused(
            "0 0 * * 99999999999999999999999", 8..<31,
            #"the day-of-week field has "99999999999999999999999", "#
                + "which is outside 0-7 (0 and 7 are Sunday) or sun-sat"),
        Refused(
            "0 22-2 * * *", 2..<6, #"the hour field has "22-2", a range that runs backwards"#,
            "write 22-23,0-2"),
        Refused(
            "50-0 * * * *", 0..<4, #"the minute field has "50-0", a range that runs backwards"#,
            "write 50-59,0"),
        Refused(
            "0 0 * * 1,5-0", 10..<13,
            #"the day-of-week field has "5-0", a range that runs backwards"#,
            "write 5-6,0"),
        Refused(
            "0 0 * * 7-2", 8..<11, #"the day-of-week field has "7-2", a range that runs backwards"#,
            "write 0-2"),
        Refused(
            "0 0 31-1 * *", 4..<8,
            #"the day-of-month field has "31-1", a range that runs backwards"#, "write 31,1"),
        Refused(
            "0 0 * january *", 6..<13,
            #"the month field has "january", which is not a value; values are 1-12 or jan-dec"#,
            "write jan"),
        Refused(
            "0 0 * * Wednesday", 8..<17,
            #"the day-of-week field has "Wednesday", which is not a value; "#
                + "values are 0-7 (0 and 7 are Sunday) or sun-sat", "write wed"),
        Refused(
            "0 0 * * jan", 8..<11,
            #"the day-of-week field has "jan", which is not a value; "#
                + "values are 0-7 (0 and 7 are Sunday) or sun-sat"),
        Refused(
            "*/0 * * * *", 0..<3, #"the minute field has "*/0", and a step is 1 or more"#,
            "write * for every one of them"),
        Refused(
            "*/ * * * *", 0..<2,
            #"the minute field has "*/", whose step after the / is not a number"#,
            "as in */14"),
        Refused(
            "*/2/3 * * * *", 0..<5, #"the minute field has "*/2/3", which has more than one step"#),
        Refused("1,,2 * * * *", 0..<4, #"the minute field has an empty place in its list "1,,2""#),
        Refused("1, * * * *", 0..<2, #"the minute field has an empty place in its list "1,""#),
        Refused(
            "-5 * * * *", 0..<2,
            #"the minute field has "-5", which is not *, a value or a range; values are 0-59"#),
        Refused(
            "1-2-3 * * * *", 0..<5,
            #"the minute field has "1-2-3", which is not *, a value or a range; values are 0-59"#),
        Refused(
            "*-5 * * * *", 0..<1,
            #"the minute field has "*", which is not a value; values are 0-59"#),
        Refused(
            "+5 * * * *", 0..<2,
            #"the minute field has "+5", which is not a value; values are 0-59"#),
        Refused(
            "** * * * *", 0..<2,
            #"the minute field has "**", which is not a value; values are 0-59"#),
        Refused(
            "0 4 * *", 0..<7, "the expression has 4 fields, and cron wants five: \(fields)",
            "write * for a field that may be anything, as in 0 4 * * *"),
        Refused(
            "bogus", 0..<5, "the expression has one field, and cron wants five: \(fields)",
            other),
        Refused(
            "TZ=Asia/Tokyo 0 4 * * *", 0..<13,
            #"the expression begins with "TZ=Asia/Tokyo", and a zone is not part of it"#,
            "name the zone beside the expression"),
        Refused(
            "0 4 * * * * * *", 10..<15,
            "the expression has 8 fields, and cron wants five: \(fields), "
                + "or six with the second first, or seven with the year last",
            "leave the command out"),
        Refused(
            "0 4 * * * root run-parts /etc/cron.daily", 10..<40,
            "the expression has 8 fields, and cron wants five: \(fields), "
                + "or six with the second first, or seven with the year last",
            "leave the command out"),
        Refused(
            "0 4 * * * /usr/bin/backup", 10..<25,
            #"the expression has "/usr/bin/backup" after its five fields, "#
                + "and a command is not part of it", "leave the command out"),
        Refused(
            "0 4 * * 1 root backup", 10..<21,
            #"the expression has "root backup" after its five fields, "#
                + "and a command is not part of it", "leave the command out"),
        Refused(
            "0 12 * * ? 2026", 11..<15,
            "the expression has the year 2026 as its sixth field, "
                + "and of six fields the first is the second", "write 0 before it"),
        Refused(
            "0 4 * * * Monday", 10..<16,
            #"the day-of-week field has "Monday", which is not a value; "#
                + "values are 0-7 (0 and 7 are Sunday) or sun-sat", "write mon"),
        Refused("60 0 4 * * *", 0..<2, #"the second field has "60", which is outside 0-59"#),
        Refused(
            "0 0 24 * * *", 4..<6, #"the hour field has "24", which is outside 0-23"#,
            "midnight is 0"),
        Refused(
            "0 0 4 * * * 1969", 12..<16, #"the year field has "1969", which is outside 1970-2199"#),
        Refused(
            "0 0 4 * * * 30", 12..<14, #"the year field has "30", which is outside 1970-2199"#,
            "write 2030"),
        Refused(
            "0 0 4 * * * 2030-2020", 12..<21,
            #"the year field has "2030-2020", a range that runs backwards"#,
            "write 2030-2199,1970-2020"),
        Refused(
            "0 0 L-31 * *", 4..<8,
            #"the day-of-month field has "L-31", which is outside L-0 to L-30"#),
        Refused(
            "0 0 1,32W * *", 6..<8, #"the day-of-month field has "32", which is outside 1-31"#),
        Refused(
            "0 0 20-L * *", 7..<8,
            #"the day-of-month field has "L", and L is the last day, L-3 the third before it"#,
            "31 ends a range"),
        Refused(
            "0 0 L/2 * *", 4..<7,
            #"the day-of-month field has "L/2", and a single day takes no step"#, "write L"),
        Refused(
            "0 0 1-5W * *", 6..<8, #"the day-of-month field has "5W", and W follows one day"#,
            "as in 15W, the weekday nearest to the 15th, or LW"),
        Refused(
            "0 0 W15 * *", 4..<7, #"the day-of-month field has "W15", and W follows one day"#,
            "as in 15W, the weekday nearest to the 15th, or LW"),
        Refused("L 0 * * *", 0..<1, #"the minute field has "L", and L is for the two day fields"#),
        Refused(
            "0 0 * 2W *", 6..<8, #"the month field has "2W", and W is for the day-of-month field"#),
        Refused(
            "0 0 * * L", 8..<9,
            #"the day-of-week field has "L", and L follows a day of the week here"#,
            "write 5L for the last Friday of the month, sat for every Saturday"),
        Refused(
            "0 0 * * L5", 8..<10,
            #"the day-of-week field has "L5", and L follows a day of the week here"#, "write 5L"),
        Refused(
            "0 0 * * 1-5L", 10..<12,
            #"the day-of-week field has "5L", and L follows a day of the week here"#,
            "write 5L for the last Friday of the month, sat for every Saturday"),
        Refused(
            "0 0 * * 5W", 8..<10,
            #"the day-of-week field has "5W", and W is for the day-of-month field"#),
        Refused(
            "0 0 * * mon#6", 8..<13,
            #"the day-of-week field has "mon#6", and after the # comes one of 1-5"#),
        Refused(
            "0 0 * * mon#L", 8..<13,
            #"the day-of-week field has "mon#L", and after the # comes one of 1-5"#, "write monL"),
        Refused(
            "0 0 * * 8#1", 8..<9,
            #"the day-of-week field has "8", which is outside 0-7 (0 and 7 are Sunday) or sun-sat"#),
        Refused(
            "0 0 * * mon-fri#1", 12..<17,
            #"the day-of-week field has "fri#1", and # is for one day of the week, as in mon#1"#),
        Refused(
            "0 0 1#2 * *", 4..<7,
            #"the day-of-month field has "1#2", and # is for one day of the week, as in mon#1"#),
        Refused(
            "? 0 * * *", 0..<1, #"the minute field has "?", and ? is for the two day fields"#,
            "write *"),
        Refused(
            "0 0 ?/2 * *", 4..<5, #"the day-of-month field has "?", and ? stands alone"#,
            "write ? or *"),
        Refused(
            "0 0 * * 1,?", 10..<11, #"the day-of-week field has "?", and ? stands alone"#,
            "write ? or *"),
        Refused("0 0 * * +", 8..<9, #"the day-of-week field has an empty place in its list "+""#),
        Refused(
            "H() * * * *", 0..<3, #"the minute field has "H()", whose parentheses hold no range"#,
            "as in H(0-59)"),
        Refused(
            "0 H(9-17 * * *", 2..<8,
            #"the hour field has "H(9-17", whose parentheses hold no range"#, "as in H(0-23)"),
        Refused("H(50-70) * * * *", 5..<7, #"the minute field has "70", which is outside 0-59"#),
        Refused(
            "0 H(22-2) * * *", 4..<8, #"the hour field has "22-2", a range that runs backwards"#,
            "write 22-23,0-2"),
        Refused(
            "H/0 * * * *", 0..<3, #"the minute field has "H/0", and a step is 1 or more"#,
            "write * for every one of them"),
        Refused(
            "H/2/3 * * * *", 0..<5, #"the minute field has "H/2/3", which has more than one step"#),
        Refused(
            "H-5 * * * *", 0..<1,
            #"the minute field has "H", and H is followed by a range in parentheses, "#
                + "a step or nothing", "as in H(0-59)/2"),
        Refused(
            "0 0 0 1 1 * H", 12..<13,
            #"the year field has "H", and one year of 230 is hardly meant"#, "as in H(2030-2039)"),
        Refused(
            "hello * * * *", 0..<5,
            #"the minute field has "hello", which is not a value; values are 0-59"#),
        Refused(
            "@every 5m", 0..<6, #""@every" is not a keyword; known are \#(keywords)"#,
            "write every, without the @"),
        Refused(
            "@reboot 5", 8..<9, #"the keyword @reboot is a whole expression, but "5" follows it"#,
            "write @reboot alone"),
        Refused(
            "after", 0..<5, "after needs an interval after it: \(interval)",
            "write for example after 15m"),
        Refused(
            "after 1h 30m", 6..<12, #"the interval of after is one word, but here is "1h 30m""#,
            "write after 1h30m"),
        Refused(
            "at", 0..<2, "at needs a date after it: \(moment)",
            "write for example at 2026-12-24T18:00"),
        Refused(
            "at 18:00", 3..<8, #"the time of at is "18:00", which is not \#(moment)"#, twoDigits),
        Refused(
            "at 2026-12-24 6:00", 3..<18,
            #"the time of at is "2026-12-24 6:00", which is not \#(moment)"#, twoDigits),
        Refused(
            "at 2026-12-24T18:00 +01:00", 3..<26,
            #"the time of at is "2026-12-24T18:00 +01:00", which is not \#(moment)"#, twoDigits),
        Refused(
            "at 2026-12-24T18:00 CET", 3..<23,
            #"the time of at is "2026-12-24T18:00 CET", which is not \#(moment)"#, twoDigits),
        Refused(
            "at 2026-12-24Z", 3..<14, #"the time of at is "2026-12-24Z", which is not \#(moment)"#,
            twoDigits),
        Refused(
            "at 2026-12-24 18:00 Europe/Berlin", 20..<33,
            #"the time of at is a date and a time of day, but "Europe/Berlin" follows them"#,
            "name the zone beside the expression"),
        Refused("at 2026-13-01", 8..<10, "the time of at has the month 13, which is outside 1-12"),
        Refused(
            "at 1969-12-31", 3..<7, "the time of at has the year 1969, which is outside 1970-2199"),
        Refused(
            "at 2026-12-24T24:00", 14..<16, "the time of at has the hour 24, which is outside 0-23",
            "write 00:00 of the next day"),
        Refused(
            "at 2026-12-24T18:60", 17..<19,
            "the time of at has the minute 60, which is outside 0-59"),
        Refused(
            "CRON_TZ=Asia/Tokyo 0 0 4 * * *", 0..<18,
            #"the expression begins with "CRON_TZ=Asia/Tokyo", and a zone is not part of it"#,
            "name the zone beside the expression"),
        Refused("@", 0..<1, #""@" is not a keyword; known are \#(keywords)"#),
        Refused(
            "@daily 5 *", 7..<10,
            #"the keyword @daily is a whole expression, but "5" follows it"#, "write @daily alone"),
        Refused(
            "every", 0..<5, "every needs an interval after it: \(interval)",
            "write for example every 15m"),
        Refused(
            "every 1h 30m", 6..<12, #"the interval of every is one word, but here is "1h 30m""#,
            "write every 1h30m"),
        Refused(
            "every 15", 6..<8, #"the interval "15" has no unit after 15; it is \#(interval)"#,
            "write 15m for minutes"),
        Refused(
            "every 15min", 6..<11, #"the interval "15min" has the unit "min"; it is \#(interval)"#,
            "write 15m"),
        Refused(
            "every 15M", 6..<9, #"the interval "15M" has the unit "M"; it is \#(interval)"#,
            "write 15m"),
        Refused("every 2mo", 6..<9, #"the interval "2mo" has the unit "mo"; it is \#(interval)"#),
        Refused("every 1.5h", 6..<8, #"the interval "1.5h" has the unit "."; it is \#(interval)"#),
        Refused(
            "every m", 6..<7, #"the interval "m" has no number before "m"; it is \#(interval)"#),
        Refused(
            "every -5m", 6..<7, #"the interval "-5m" has no number before "-"; it is \#(interval)"#),
        Refused(
            "every 5m1h", 8..<10,
            #"the interval "5m1h" has "1h" out of place: larger units come first, each once"#,
            "as in 1w2d3h4m5s"),
        Refused(
            "every 1h1h", 8..<10,
            #"the interval "1h1h" has "1h" out of place: larger units come first, each once"#,
            "as in 1w2d3h4m5s"),
        Refused("every 0s", 6..<8, #"the interval "0s" is outside 1s to 3653d"#),
        Refused("every 3653d1s", 6..<13, #"the interval "3653d1s" is outside 1s to 3653d"#),
        Refused(
            "every 999999999999999999999w", 6..<28,
            #"the interval "999999999999999999999w" is outside 1s to 3653d"#),
        Refused(
            "0 4 * * \u{e9}", 8..<9,
            #"the expression has the character "\u{00E9}", and only printable ASCII is taken"#),
        Refused(
            "0 4\u{0} * * *", 3..<4,
            #"the expression has the character "\0", and only printable ASCII is taken"#),
        Refused(
            String(repeating: "0", count: 513), 0..<513,
            "the expression is 513 bytes long, and at most 512 are taken"),
    ]

    @Test(arguments: bad)
    func `a malformed one is refused with its field, place and remedy`(bad: Refused) {
        let error = #expect(throws: ExpressionError.self) { try Expression(bad.text) }
        #expect(error?.kind == .malformed)
        #expect(error?.message == bad.message)
        #expect(error?.hint == bad.hint)
        #expect(error?.columns == bad.columns)
    }
}
