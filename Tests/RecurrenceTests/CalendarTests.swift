import Recurrence
import TestKit
import Testing

@Suite struct CalendarTests {
    /// The examples of systemd.time(7) with their normalised forms, all but the one with fractions.
    static let manual = [
        ("minutely", "*-*-* *:*:00"), ("hourly", "*-*-* *:00:00"), ("daily", "*-*-* 00:00:00"),
        ("monthly", "*-*-01 00:00:00"), ("weekly", "Mon *-*-* 00:00:00"),
        ("yearly", "*-01-01 00:00:00"), ("annually", "*-01-01 00:00:00"),
        ("quarterly", "*-01,04,07,10-01 00:00:00"), ("semiannually", "*-01,07-01 00:00:00"),
        ("semi-annually", "*-01,07-01 00:00:00"),
        ("Thu,Fri 2012-*-1,5 11:12:13", "Thu,Fri 2012-*-01,05 11:12:13"),
        ("*-02~03", "*-02~03 00:00:00"), ("Mon *-05~07/1", "Mon *-05~07/1 00:00:00"),
        ("Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"),
        ("Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"),
        ("Wed *-1", "Wed *-*-01 00:00:00"), ("Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed, 17:48", "Wed *-*-* 17:48:00"),
        ("Wed..Sat,Tue 12-10-15 1:2:3", "Tue..Sat 2012-10-15 01:02:03"),
        ("*-*-7 0:0:0", "*-*-07 00:00:00"), ("10-15", "*-10-15 00:00:00"),
        ("monday *-12-* 17:00", "Mon *-12-* 17:00:00"),
        ("Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"),
        ("12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"),
        ("12..14:10,20,30", "*-*-* 12..14:10,20,30:00"),
        ("mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01/2-01,03 *:30:45"),
        ("03-05 08:05:40", "*-03-05 08:05:40"), ("08:05:40", "*-*-* 08:05:40"),
        ("05:40", "*-*-* 05:40:00"), ("Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40"),
        ("Sat,Sun 08:05:40", "Sat,Sun *-*-* 08:05:40"),
        ("2003-03-05 05:40", "2003-03-05 05:40:00"),
        ("2003-02..04-05", "2003-02..04-05 00:00:00"),
        ("2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC"), ("2003-03-05", "2003-03-05 00:00:00"),
        ("03-05", "*-03-05 00:00:00"), ("daily UTC", "*-*-* 00:00:00 UTC"),
        ("weekly Pacific/Auckland", "Mon *-*-* 00:00:00 Pacific/Auckland"),
        ("*:2/3", "*-*-* *:02/3:00"),
    ]

    /// One of the manual's examples never comes: 15 October 2012 was a Monday.
    private static let comes = manual.filter { !$0.0.hasPrefix("Wed..Sat,Tue 12-10-15") }

    @Test(arguments: comes)
    func `the manual's examples mean what the manual says`(text: String, normalized: String) throws
    {
        let expression = try Expression(text)
        let plain = try Expression(normalized)
        #expect(expression.zoneName == plain.zoneName)
        for name in ["UTC", "America/New_York", "Australia/Lord_Howe"] {
            let zone = try ZoneLibrary.zone(name)
            for year in [2002, 2012, 2024] {
                var instant = ZoneLibrary.instant("\(year)-01-01T00:00Z")
                for _ in 0..<40 {
                    let next = Timetable(plain, in: zone).next(after: instant)
                    #expect(Timetable(expression, in: zone).next(after: instant) == next)
                    guard let next else { break }
                    instant = next
                }
            }
        }
    }

    @Test(
        arguments: [
            ("weekly", "2025-01-01T00:00Z", ["2025-01-06T00:00Z", "2025-01-13T00:00Z"]),
            ("*-*~01", "2024-01-31T00:00Z", ["2024-02-29T00:00Z", "2024-03-31T00:00Z"]),
            ("*-02~03", "2025-01-01T00:00Z", ["2025-02-26T00:00Z", "2026-02-26T00:00Z"]),
            ("Mon *-05~07/1", "2025-01-01T00:00Z", ["2025-05-26T00:00Z", "2026-05-25T00:00Z"]),
            ("*-*~1..7/3 6:30", "2025-04-01T00:00Z", ["2025-04-24T06:30Z", "2025-04-27T06:30Z"]),
            ("Fri..Mon 12:00", "2025-01-06T12:00Z", ["2025-01-10T12:00Z", "2025-01-11T12:00Z"]),
            ("Sun-Mon 12:00", "2025-01-06T12:00Z", ["2025-01-12T12:00Z", "2025-01-13T12:00Z"]),
            ("Mon..Sun 12:00", "2025-01-06T12:00Z", ["2025-01-07T12:00Z", "2025-01-08T12:00Z"]),
            ("*:0..60/7", "2025-01-01T00:49Z", ["2025-01-01T00:56Z", "2025-01-01T01:00Z"]),
            ("99-12-31 23:59", "1990-01-01T00:00Z", ["1999-12-31T23:59Z"]),
            ("69..71-2-29", "2000-01-01T00:00Z", nil),
            ("69,72-2-29", "1970-01-01T00:00Z", ["1972-02-29T00:00Z"]),
            ("2199-12-31", "2030-01-01T00:00Z", ["2199-12-31T00:00Z"]),
            ("*-02-29", "2097-01-01T00:00Z", ["2104-02-29T00:00Z"]),
            ("*-1-1", "2200-06-01T00:00Z", ["2201-01-01T00:00Z"]),
            ("05:40:00.0", "2025-01-01T00:00Z", ["2025-01-01T05:40Z", "2025-01-02T05:40Z"]),
        ] as [(String, String, [String]?)])
    func `its occurrences are known`(text: String, after: String, next: [String]?) throws {
        guard let next else {
            #expect(throws: ExpressionError.self) { try Expression(text) }
            return
        }
        let timetable = Timetable(try Expression(text), in: .utc)
        var instant = ZoneLibrary.instant(after)
        for next in next {
            #expect(timetable.next(after: instant) == ZoneLibrary.instant(next))
            instant = ZoneLibrary.instant(next)
        }
        if next.count == 1 && !text.hasPrefix("*") {
            #expect(timetable.next(after: instant) == nil)
        }
    }

    @Test(arguments: [
        ("*:0/30", "*/30 * * * *"), ("hourly", "@hourly"), ("*:*", "* * * * *"),
        ("2:30", "30 2 * * *"), ("0/2:0", "0 0-23/2 * * *"), ("2:*", "* 2 * * *"),
        ("Mon..Fri 8:00", "0 8 * * mon-fri"), ("Sun 01..03:15", "15 1-3 * * sun"),
        ("monthly", "@monthly"), ("daily", "@daily"),
    ])
    func `a change of the clock does to it what it does to the cron expression`(
        text: String, cron: String
    ) throws {
        let expression = try Expression(text)
        let cron = try Expression(cron)
        let last = ZoneLibrary.instant("2026-01-01T00:00Z")
        for zone in TimetableTests.zones {
            for change in ZoneLibrary.changes(of: zone, from: 0, to: last).suffix(6) {
                var instant = change.start - 86_400
                for _ in 0..<60 where instant < change.start + 2 * 86_400 {
                    let next = Timetable(cron, in: zone).next(after: instant)
                    #expect(Timetable(expression, in: zone).next(after: instant) == next)
                    instant = next ?? .max
                }
            }
        }
    }

    @Test(
        arguments: [
            ("daily", nil), ("daily utc", "UTC"), ("Mon Europe/Berlin", "Europe/Berlin"),
            ("*-*-* 5:00 America/Port-au-Prince", "America/Port-au-Prince"),
            ("5:00 EST5EDT", "EST5EDT"),
            ("Mon..Fri *-*-* 08:00:00 America/Argentina/San_Luis", "America/Argentina/San_Luis"),
            ("*-1 Etc/GMT+12", "Etc/GMT+12"), ("5:00 Atlantis/Capital", "Atlantis/Capital"),
            ("5:00 CEST", "CEST"),
        ] as [(String, String?)])
    func `the last word is the zone`(text: String, zone: String?) throws {
        #expect(try Expression(text).zoneName == zone)
    }

    @Test func `a random one prints and parses again, whatever its blanks`() throws {
        var random = SeededGenerator(seed: 23)
        var taken = 0
        for _ in 0..<5_000 {
            let zone = [nil, "UTC", "Asia/Tokyo"].randomElement(using: &random) ?? nil
            let text = RandomCalendar.text(zone: zone, using: &random)
            guard let expression = try? Expression(text) else { continue }
            taken += 1
            #expect(expression.text == text)
            #expect(expression.zoneName == zone)
            let blanks = text.split(separator: " ").joined(separator: " \t ")
            #expect(try Expression(" \(blanks)\n") == expression)
        }
        #expect(taken > 4_000)
    }

    @Test func `a damaged one is taken or refused with a place in it`() throws {
        var random = SeededGenerator(seed: 24)
        for _ in 0..<20_000 {
            let whole = RandomCalendar.text(zone: nil, using: &random)
            let text = RandomCalendar.damaged(whole, using: &random)
            do {
                let expression = try Expression(text)
                #expect(try Expression(expression.text) == expression)
            } catch {
                #expect(error.columns.upperBound <= text.count)
                #expect(!error.columns.isEmpty || text.isEmpty, "\(text)")
                #expect(!error.message.isEmpty)
            }
        }
    }
}
