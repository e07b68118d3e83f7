import Formats
import Testing

struct CivilDateTests {
    @Test func `days and dates lead to one another over four centuries and beyond`() {
        var day = CivilDate.daysSinceEpoch(year: -5, month: 1, day: 1)
        for year: Int64 in -5...2405 {
            for month: Int64 in 1...12 {
                for dayOfMonth in 1...CivilDate.days(inMonth: month, of: year) {
                    let date = CivilDate.from(daysSinceEpoch: day)
                    guard date == (year, month, dayOfMonth),
                        CivilDate.daysSinceEpoch(year: year, month: month, day: dayOfMonth) == day
                    else {
                        Issue.record(
                            "\(year)-\(month)-\(dayOfMonth) is day \(day), read as \(date)")
                        return
                    }
                    day += 1
                }
            }
        }
    }

    @Test(
        arguments: [
            (2000, true), (1900, false), (2024, true), (2025, false), (0, true), (-4, true),
            (-100, false),
        ] as [(Int64, Bool)])
    func `leap years are every fourth, but for three centuries in four`(year: Int64, isLeap: Bool) {
        #expect(CivilDate.isLeap(year) == isLeap)
    }

    @Test(
        arguments: [
            (7, 2, 3), (-7, 2, -4), (-8, 2, -4), (0, 5, 0), (-1, 86_400, -1), (.min, 1, .min),
        ] as [(Int64, Int64, Int64)])
    func `division is rounded towards the past`(dividend: Int64, divisor: Int64, quotient: Int64) {
        #expect(dividend.floorDivided(by: divisor) == quotient)
    }
}
