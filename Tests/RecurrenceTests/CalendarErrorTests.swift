import Recurrence
import TestKit
import Testing

@Suite struct CalendarErrorTests {
    private static let form =
        "a calendar expression is weekdays, date, time, zone, in this order, "
        + "as in Mon..Fri *-*-* 08:00 Europe/Berlin"
    private static let days =
        "weekdays are Mon to Sun or Monday to Sunday, as in Mon..Fri or Sat,Sun"

    static let bad: [Refused] = [
        Refused("24:00", 0..<2, #"the hour has "24", which is outside 0..23"#, "midnight is 0"),
        Refused(
            "9-17:00", 0..<4,
            #"the hour has "9-17", which is not *, a value or a range such as 1..5; "#
                + "values are 0..23",
            "a range has two dots, as in 1..5"),
        Refused("8:60", 2..<4, #"the minute has "60", which is outside 0..59"#),
        Refused("8:00:61", 5..<7, #"the second has "61", which is outside 0..59"#),
        Refused(
            "8:00:00.5", 5..<9,
            #"the second has "00.5", and only whole seconds are taken"#,
            "write 00"),
        Refused(
            "*:*/5", 2..<5,
            #"the minute has "*/5", and * stands alone, without list, range or step"#,
            "write 0/5"),
        Refused(
            "*/2:0", 0..<3,
            #"the hour has "*/2", and * stands alone, without list, range or step"#,
            "write 0/2"),
        Refused(
            "*,5:0", 0..<1, #"the hour has "*", and * stands alone, without list, range or step"#),
        Refused("8:", 1..<2, "the minute is empty", "write * for any"),
        Refused(":30", 0..<1, "the hour is empty", "write * for any"),
        Refused(
            "1:2:3:4", 0..<7,
            #"the time "1:2:3:4" has 4 parts; it is hour:minute or hour:minute:second"#),
        Refused("8:5/0", 2..<5, #"the minute has "5/0", and a step is 1 or more"#),
        Refused("8:5/x", 2..<5, #"the minute has "5/x", whose step after the / is not a number"#),
        Refused("8:1/2/3", 2..<7, #"the minute has "1/2/3", which has more than one step"#),
        Refused(
            "*:30/30", 2..<7,
            #"the minute has "30/30", whose first step leads beyond 59"#,
            "write 30 alone"),
        Refused(
            "17..9:00", 0..<5,
            #"the hour has "17..9", a range that runs backwards"#,
            "write 17..23,0..9"),
        Refused("8:0,,5", 2..<6, #"the minute has an empty place in its list "0,,5""#),
        Refused("8:0..75/5", 5..<7, #"the minute has "75", which is outside 0..59"#),
        Refused(
            "8:30am", 2..<6,
            #"the minute has "30am", which is not *, a value or a range such as 1..5; "#
                + "values are 0..59"),
        Refused("*-13-1", 2..<4, #"the month has "13", which is outside 1..12"#),
        Refused("*-*-32", 4..<6, #"the day has "32", which is outside 1..31"#),
        Refused("*-*~29", 4..<6, #"the day after ~ has "29", which is outside 1..28"#),
        Refused(
            "*-*~1/1", 4..<7,
            #"the day after ~ has "1/1", whose first step leads beyond 1"#,
            "write 1 alone"),
        Refused(
            "*-Jan-01", 2..<5,
            #"the month has "Jan", which is not *, a value or a range such as 1..5; "#
                + "values are 1..12"),
        Refused(
            "1969-1-1", 0..<4,
            #"the year has "1969", which is outside 1970..2199, or two digits for "#
                + "1970..2069"),
        Refused(
            "2200-1-1", 0..<4,
            #"the year has "2200", which is outside 1970..2199, or two digits for "#
                + "1970..2069"),
        Refused(
            "*~*-1", 1..<2,
            #"the date "*~*-1" has a ~ after the year; it stands before the day, as "#
                + "in *-*~01"),
        Refused(
            "*-*-1-5", 0..<7,
            #"the date "*-*-1-5" has 4 parts; it is year-month-day or month-day"#,
            "a range has two dots, as in 1..5"),
        Refused(
            "*-*-1...5", 7..<9,
            #"the day has ".5", which is not *, a value or a range such as 1..5; "#
                + "values are 1..31"),
        Refused("*-*- 8:00", 4..<5, "the day is empty", "write * for any"),
        Refused("*-*~", 3..<4, "the day after ~ is empty", "write * for any"),
        Refused(
            "Mon *-*-1/31", 8..<12,
            #"the day has "1/31", whose first step leads beyond 31"#,
            "write 1 alone"),
        Refused(
            "*-*-* 4", 6..<7,
            #""4" has no place here; \#(form)"#,
            "a time has a colon, as in 4:00, and a date a hyphen, as in *-4"),
        Refused(
            "Tues 8:00", 0..<4,
            #"the weekdays have "Tues", which is not a day of the week; \#(days)"#,
            "write Tue"),
        Refused(
            "Mon..Xyz", 5..<8,
            #"the weekdays have "Xyz", which is not a day of the week; \#(days)"#),
        Refused(
            "Mon..Tue..Wed", 0..<13,
            #"the weekdays have "Mon..Tue..Wed", which is not a day or a range of "#
                + #"two; \#(days)"#),
        Refused(
            "Mon.. 8:00", 0..<5,
            #"the weekdays have "Mon..", which is not a day or a range of two; "#
                + #"\#(days)"#),
        Refused(
            "Mon,,Tue", 0..<8,
            #"the weekdays have "Mon,,Tue", which is not a day or a range of two; "#
                + #"\#(days)"#),
        Refused(
            "Mon, Tue 8:00", 5..<8,
            #""Tue" has no place here; \#(form)"#,
            "weekdays come first, in one word, as in Mon,Wed 08:00"),
        Refused(
            "8:00 Mon", 5..<8,
            #""Mon" has no place here; \#(form)"#,
            "weekdays come first, in one word, as in Mon,Wed 08:00"),
        Refused(
            "8:00 *-*-*", 5..<10,
            #""*-*-*" has no place here; \#(form)"#,
            "there is one date, and it comes before the time"),
        Refused(
            "2026-12-24T18:00", 0..<16,
            #""2026-12-24T18:00" has no place here; \#(form)"#,
            "write a blank between date and time: 2026-12-24 18:00"),
        Refused(
            "TZ=Asia/Tokyo *-*-* 4:00", 0..<13,
            #""TZ=Asia/Tokyo" has no place here; \#(form)"#,
            "the zone is the last word, without TZ="),
        Refused(
            "Mon UTC 8:00", 4..<7,
            #""UTC" has no place here; \#(form)"#,
            "the zone is the last word"),
        Refused(
            "8:00 Europe/../Berlin", 5..<21,
            #"the last word "Europe/../Berlin" is not a time zone"#,
            "a zone is UTC or a name such as Europe/Berlin"),
        Refused(
            "daily 5:00", 6..<10,
            "daily is a whole expression, to which only a zone may be added, but "
                + #""5:00" follows it"#,
            "write *-*-* 5:00"),
        Refused(
            "hourly 5:00 UTC", 7..<11,
            "hourly is a whole expression, to which only a zone may be added, but "
                + #""5:00" follows it"#,
            "write *-*-* *:00:00 and change that"),
        Refused(
            "daily weekly", 6..<12,
            "daily is a whole expression, to which only a zone may be added, but "
                + #""weekly" follows it"#,
            "write *-*-* 00:00:00 and change that"),
        Refused("Mon daily", 4..<9, #""daily" has no place here; \#(form)"#),
        Refused(
            "8:0..999999999999999999", 5..<23,
            #"the minute has "999999999999999999", which is outside 0..59"#),
        Refused(
            "0 4 1..5 *", 0..<1,
            #""0" has no place here; \#(form)"#,
            "a time has a colon, as in 0:00, and a date a hyphen, as in *-0"),
    ]

    @Test(arguments: bad)
    func `a malformed one is refused with its part, place and remedy`(bad: Refused) {
        let error = #expect(throws: ExpressionError.self) { try Expression(bad.text) }
        #expect(error?.kind == .malformed)
        #expect(error?.message == bad.message)
        #expect(error?.hint == bad.hint)
        #expect(error?.columns == bad.columns)
    }

    @Test(arguments: [
        ("*-02-30", 0..<7, "month 2 has no day 30"),
        ("2-30,31 UTC", 0..<7, "month 2 has no day 30 or 31"),
        ("Mon *-4,6-31 8:00", 0..<12, "months 4, 6 have no day 31"),
        ("2023,2025-02-29 8:00", 0..<15, "29 February is in none of the years"),
        ("Mon 2024-02-29", 0..<14, "no day of the date is one of the weekdays"),
        ("Wed..Sat,Tue 12-10-15 1:2:3", 0..<21, "no day of the date is one of the weekdays"),
    ])
    func `one that can never come is refused with the reason`(
        text: String, columns: Range<Int>, reason: String
    ) {
        let error = #expect(throws: ExpressionError.self) { try Expression(text) }
        #expect(error?.kind == .never)
        #expect(error?.message == "the expression never comes: \(reason)")
        #expect(error?.columns == columns)
    }

    @Test(arguments: ["0 4 * *", "0-5 * * *", "1-5,7-9 * * *", "H * * *", "bogus", "5", "* *"])
    func `what looks like cron with too few fields is answered as such`(text: String) {
        let error = #expect(throws: ExpressionError.self) { try Expression(text) }
        #expect(error?.message.contains("cron wants five") == true, "\(error?.message ?? "")")
    }
}
