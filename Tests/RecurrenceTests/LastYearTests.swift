import Recurrence
import Testing

/// Expressions whose last year ends with a time that the wall shows twice.
struct LastYearTests {
    @Test(arguments: ["at 2025-10-26T01:30", "0 30 1 26 10 * 2025"])
    func `what the wall repeats comes again though nothing later does`(text: String) throws {
        let zone = try ZoneLibrary.zone("Europe/Dublin")
        let expression = try Expression(text)
        let first: Int64 = 1_761_438_600
        let both = Timetable(expression, in: zone, fold: .both)
        #expect(both.next(after: first - 1) == first)
        #expect(both.next(after: first) == first + 3600)
        #expect(both.next(after: first + 3600) == nil)
        let last = Timetable(expression, in: zone, fold: .last)
        #expect(last.next(after: first - 1) == first + 3600)
        #expect(last.next(after: first + 600) == first + 3600)
        #expect(Timetable(expression, in: zone).next(after: first) == nil)
    }
}
