import Recurrence
import TestKit
import Testing

@Suite struct ZoneTests {
    private func zone(footer: String) throws -> Zone {
        try Zone(name: "Test/Footer", data: ZoneFixture(footer: footer).bytes)
    }

    @Test(arguments: [
        ("<+0330>-3:30", "2030-01-01T00:00Z", 12_600),
        ("ABC5", "2030-01-01T00:00Z", -18_000),
        ("ABC+05:30:15", "2030-01-01T00:00Z", -19_815),
        // Changes at two, an hour ahead, when the text does not say.
        ("EST5EDT,M3.2.0,M11.1.0", "2030-03-10T06:59Z", -18_000),
        ("EST5EDT,M3.2.0,M11.1.0", "2030-03-10T07:00Z", -14_400),
        ("EST5EDT,M3.2.0,M11.1.0", "2030-11-03T05:59Z", -14_400),
        ("EST5EDT,M3.2.0,M11.1.0", "2030-11-03T06:00Z", -18_000),
        // The southern summer reaches over the new year.
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2030-01-01T00:00Z", 39_600),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2030-07-01T00:00Z", 37_800),
        // Negative times and times beyond a day: Godthab, Gaza.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T00:59Z", -7_200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T01:00Z", -3_600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-03-29T23:59Z", 7_200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-03-30T00:00Z", 10_800),
        // Daylight time behind standard time: Dublin.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-12-01T00:00Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-06-01T00:00Z", 3_600),
        // The 60th day that counts is the first of March in a leap year too; the 59th from 0 is not.
        ("AAA0BBB,J60/0,J300", "2032-02-29T23:59Z", 0),
        ("AAA0BBB,J60/0,J300", "2032-03-01T00:00Z", 3_600),
        ("AAA0BBB,59/0,300", "2032-02-29T00:00Z", 3_600),
        ("AAA0BBB,59/0,300", "2031-02-28T23:59Z", 0),
        ("AAA0BBB,59/0,300", "2031-03-01T00:00Z", 3_600),
        // Daylight time that never ends.
        ("XXX3EDT4,0/0,J365/23", "2030-01-01T03:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2031-01-01T02:59Z", -14_400),
    ])
    func `a footer says what holds`(footer: String, instant: String, offset: Int64) throws {
        #expect(try zone(footer: footer).offset(at: ZoneLibrary.instant(instant)) == offset)
    }

    @Test func `daylight time that never ends has no changes`() throws {
        let zone = try zone(footer: "XXX3EDT4,0/0,J365/23")
        #expect(ZoneLibrary.changes(of: zone, from: 0, to: 4_102_444_800) == [])
    }

    @Test(arguments: [
        "A0", "ABC", "ABC25", "ABC0:60", "ABC0DEF", "ABC0DEF,M3.2.0", "ABC0DEF,M13.1.0,M1.1.0",
        "ABC0DEF,M3.6.0,M1.1.0", "ABC0DEF,M3.1.7,M1.1.0", "ABC0DEF,J0,J5", "ABC0DEF,J366,J5",
        "ABC0DEF,366,5", "ABC0DEF,M3.2.0/168,M11.1.0", "ABC0DEF,M3.2.0,M11.1.0,", "<ABC0", "<>0",
        "ABC0DEF,M3.2.0,M11.1.0x", "ABC-0001", "ABC\u{0}0", "\n", "ABC0DEF,,",
    ])
    func `a footer that is no rule is refused`(footer: String) {
        #expect(throws: ZoneError.self) { try zone(footer: footer) }
    }

    @Test func `a zone without a rule keeps its last offset`() throws {
        let file = ZoneFixture(
            changes: [(0, 1), (1_000, 2)], offsets: [100, 200, 300], footer: "")
        let zone = try Zone(name: "Test/Bare", data: file.bytes)
        #expect(zone.offset(at: -1) == 100)
        #expect(zone.offset(at: 0) == 200)
        #expect(zone.offset(at: 999) == 200)
        #expect(zone.offset(at: 1_000) == 300)
        #expect(zone.offset(at: .max) == 300)
        #expect(
            zone.stretch(at: 5) == Stretch(start: 0, end: 1_000, offset: 200, offsetBefore: 100))
        #expect(
            zone.stretch(at: 1_000)
                == Stretch(start: 1_000, end: .max, offset: 300, offsetBefore: 200))
    }

    @Test func `a file of the first version has its 32-bit block`() throws {
        let file = ZoneFixture(version: 0, changes: [(-1_000, 1)], offsets: [-50, 60])
        let zone = try Zone(name: "Test/First", data: file.bytes)
        #expect(zone.offset(at: -1_001) == -50)
        #expect(zone.offset(at: -1_000) == 60)
    }

    @Test(arguments: [
        (ZoneFixture(version: UInt8(ascii: "1")), "its version is unknown"),
        (ZoneFixture(changes: [(5, 0), (5, 0)]), "its changes are not in order"),
        (ZoneFixture(changes: [(5, 0), (4, 0)]), "its changes are not in order"),
        (ZoneFixture(changes: [(.min, 0)]), "its changes are not in order"),
        (
            ZoneFixture(changes: [(5, 1)]),
            "a change has a kind of local time that is not there"
        ),
        (ZoneFixture(offsets: []), "it has no kind of local time"),
        (ZoneFixture(offsets: [.min]), "it has an offset of -2147483648 seconds from UTC"),
        (ZoneFixture(offsets: [93_600]), "it has an offset of 93600 seconds from UTC"),
        (
            ZoneFixture(changes: (0..<4_097).map { (Int64($0), 0) }),
            "it has 4097 changes, and at most 4096 are taken"
        ),
        (
            ZoneFixture(leaps: 2),
            "it counts leap seconds, and system time does not; take the zone without them"
        ),
    ])
    func `a malformed file is refused with the reason`(file: ZoneFixture, reason: String) {
        let error = #expect(throws: ZoneError.self) {
            try Zone(name: "Test/Bad", data: file.bytes)
        }
        #expect(error?.reason == reason)
        #expect(
            error?.description
                == "the data of the time zone \"Test/Bad\" cannot be used: \(reason)")
    }

    @Test func `a file that is too large is refused unread`() {
        let error = #expect(throws: ZoneError.self) {
            try Zone(name: "Test/Large", data: [UInt8](repeating: 0, count: 65_537))
        }
        #expect(error?.reason == "it has 65537 bytes, and at most 65536 are taken")
    }

    @Test(arguments: ["America/New_York", "Africa/Casablanca", "Antarctica/Troll", "UTC"])
    func `a file cut off at any length is refused`(name: String) throws {
        let bytes = try WholeFile.bytes("\(ZoneLibrary.folder)/\(name)")
        _ = try Zone(name: name, data: bytes)
        for length in 0..<bytes.count {
            #expect(throws: ZoneError.self, "\(length) bytes") {
                try Zone(name: name, data: Array(bytes[..<length]))
            }
        }
    }

    @Test(arguments: ["America/New_York", "Africa/Casablanca", "Antarctica/Troll", "Asia/Gaza"])
    func `a damaged file is refused or still gives increasing instants`(name: String) throws {
        let bytes = try WholeFile.bytes("\(ZoneLibrary.folder)/\(name)")
        let expressions = try ["30 2 * * *", "*/7 * * * *", "0 0 29 2 */7"].map {
            try Expression($0)
        }
        var random = SeededGenerator(seed: 4)
        var taken = 0
        for _ in 0..<3_000 {
            var damaged = bytes
            // Mostly in what is read: the second half, with the footer as the last fifty bytes.
            let from = [0, bytes.count / 2, bytes.count - 50].randomElement(using: &random) ?? 0
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: from..<bytes.count, using: &random)] ^=
                    1 << UInt8.random(in: 0..<8, using: &random)
            }
            guard let zone = try? Zone(name: name, data: damaged) else { continue }
            taken += 1
            for expression in expressions {
                let timetable = Timetable(expression, in: zone)
                var instant = Int64.random(in: -2_000_000_000..<8_000_000_000, using: &random)
                for _ in 0..<3 {
                    guard let next = timetable.next(after: instant) else { break }
                    #expect(next > instant)
                    #expect(timetable.next(after: next - 1) == next)
                    instant = next
                }
            }
        }
        #expect(taken > 100)
    }

    @Test func `every zone of the system's table is taken`() throws {
        let table = try WholeFile.text("\(ZoneLibrary.folder)/zone1970.tab")
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { String($0.split(separator: "\t")[2]) }
        #expect(names.count > 300)
        for name in names {
            _ = try ZoneLibrary.zone(name)
        }
    }

    @Test func `the times of a stretch are those of its instants`() throws {
        for name in ZoneLibrary.varied {
            let zone = try ZoneLibrary.zone(name)
            var stretch = zone.stretch(at: 0)
            while stretch.end < 7_258_118_400 {
                #expect(zone.stretch(at: max(stretch.start, 0)) == stretch)
                #expect(zone.stretch(at: stretch.end - 1) == stretch)
                let next = zone.stretch(at: stretch.end)
                #expect(next.start == stretch.end && next.offsetBefore == stretch.offset)
                #expect(zone.local(at: next.start) == next.start + next.offset)
                stretch = next
            }
        }
    }
}
