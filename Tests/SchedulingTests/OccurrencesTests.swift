import Platform
import Recurrence
import Scheduling
import TestKit
import Testing

/// Looking back, and moving starts, held to looking at each occurrence.
struct OccurrencesTests {
    static let expressions = [
        "*/15 * * * *", "* 3 * * *", "30 2 * * *", "0 0 1 * *", "every 7m", "at 2025-07-01T12:00",
    ]

    @Test(arguments: expressions, [0, 30, 1800, 90_000] as [Int64])
    func `the last and the latest started are those found one by one`(
        text: String, offset: Int64
    ) throws {
        let zone = try SystemZones.zone("America/New_York")
        let occurrences = Occurrences(
            Timetable(try Expression(text), in: zone), offset: offset)
        var generator = SeededGenerator(seed: UInt64(offset))
        for _ in 0..<20 {
            let earlier = 1_740_000_000 + Int64.random(in: 0..<20_000_000, using: &generator)
            let instant = earlier + Int64.random(in: 0..<2_000_000, using: &generator)
            var all: [Int64] = []
            while let next = occurrences.next(after: all.last ?? earlier), next <= instant + 1 {
                all.append(next)
            }
            let come = all.filter { $0 <= instant }
            #expect(occurrences.last(through: instant, after: earlier) == come.last)
            #expect(occurrences.count(after: earlier, through: instant) == Int64(come.count))
            let starts = come.map(occurrences.start)
            #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
            #expect(zip(come, starts).allSatisfy { $0 <= $1 && $1 <= $0 + offset })
            #expect(zip(starts, come.dropFirst()).allSatisfy { $0 < $1 })
            #expect(
                occurrences.latest(startedBy: instant, after: earlier)
                    == come.last { occurrences.start(of: $0) <= instant })
        }
    }

    @Test func `what comes once comes once, though the wall shows it twice`() throws {
        let zone = try SystemZones.zone("Europe/Dublin")
        let timetable = Timetable(try Expression("at 2025-10-26T01:30"), in: zone, fold: .both)
        let occurrences = Occurrences(timetable)
        let first = try #require(occurrences.next(after: 0))
        #expect(timetable.next(after: first) == first + 3600)
        #expect(occurrences.next(after: first) == nil)
        #expect(occurrences.count(after: 0, through: .max) == 1)
    }
}
