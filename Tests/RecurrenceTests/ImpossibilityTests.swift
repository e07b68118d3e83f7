import Recurrence
import Testing

@Suite struct ImpossibilityTests {
    @Test(arguments: [
        ("0 0 30 2 *", 4..<8, "February has no day 30"),
        ("0 0 30,31 feb *", 4..<13, "February has no day 30 or 31"),
        ("0 0 31 4,6,9,11 *", 4..<15, "April, June, September and November have no day 31"),
        ("0 0 31 apr */2", 4..<10, "April has no day 31"),
        ("0 0 31W 2 *", 4..<9, "February has no day 31W"),
        ("0 0 30,L-29 2 ?", 4..<13, "February has no day 30 or L-29"),
        ("0 0 L-30W apr *", 4..<13, "April has no day L-30W"),
        ("0 0 30 2 +mon", 4..<8, "February has no day 30"),
        ("0 0 0 30 2 * 2024", 6..<10, "February has no day 30"),
        ("0 0 8-31 * +mon#1", 4..<17, #""8-31" and "+mon#1" never fall on one day"#),
        ("0 0 +L * sat#1", 4..<14, #""+L" and "sat#1" never fall on one day"#),
        ("0 0 15W * +sun", 4..<14, #""15W" and "+sun" never fall on one day"#),
        ("0 0 0 29 2 * 2100", 6..<17, #"no year of the year field's "2100" has a 29 February"#),
        (
            "0 0 0 29 2 ? 2025-2027", 6..<22,
            #"no year of the year field's "2025-2027" has a 29 February"#
        ),
        (
            "0 0 0 29W,L-28 2 ? 2025", 6..<23,
            #"February has no day 29W or L-28 in the year field's "2025""#
        ),
        (
            "0 0 0 25 12 +mon 2026", 6..<21,
            #""25" and "+mon" never fall on one day in the year field's "2026""#
        ),
        (
            "0 0 0 30 2 mon#5 2025", 6..<21,
            #""30" and "mon#5" never fall in the year field's "2025""#
        ),
        ("at 2026-02-29", 11..<13, "2026-02 has 28 days"),
        ("at 2100-02-29T18:00Z", 11..<13, "2100-02 has 28 days"),
    ])
    func `one that can never come is refused with the reason`(
        text: String, columns: Range<Int>, reason: String
    ) throws {
        let error = #expect(throws: ExpressionError.self) { try Expression(text) }
        #expect(error?.kind == .never)
        #expect(error?.message == "the expression never comes: \(reason)")
        #expect(error?.columns == columns)
    }

    @Test(arguments: [
        "0 0 31 2/2 */2", "0 0 31 2 1", "0 0 30 2 mon#5", "0 0 * 2 mon#5", "0 0 29 2 +sun",
        "0 0 L-28 2 *", "0 0 29W 2 *", "0 0 31W * *", "0 0 1-7 * +mon#1", "0 0 0 29 2 * 2000",
        "0 0 0 1 1 * 1970", "0 0 0 29 2 +tue 2044-2199",
    ])
    func `one that comes seldom, or came, is taken`(text: String) throws {
        let first = Timetable(try Expression(text), in: .utc).next(after: -1)
        #expect(first != nil)
    }
}
