import Recurrence
import TestKit
import Testing

/// What schedules spread by must never change, so it is held to numbers that were computed elsewhere.
@Suite struct SeedTests {
    static let backup = Expression.seed(project: "default", name: "backup")

    @Test(arguments: [
        ("default", "backup", 0x7524_8485_5F4A_D371 as UInt64),
        ("default", "report", 0xBB16_72DE_2FE0_8E5D), ("ops", "Backup-2", 0x91F6_7E75_493F_939D),
        ("größe", "zähler", 0xDC25_9A7F_DDCF_410B),
    ])
    func `the seed of a schedule is FNV-1a of its project and name`(
        project: String, name: String, seed: UInt64
    ) {
        #expect(Expression.seed(project: project, name: name) == seed)
    }

    @Test(arguments: [
        (0x7524_8485_5F4A_D371 as UInt64, 50 as Int64, 1_500 as Int64, 72_013 as Int64),
        (0xBB16_72DE_2FE0_8E5D, 45, 1_378, 66_151), (0x91F6_7E75_493F_939D, 39, 1_194, 57_318),
        (0xDC25_9A7F_DDCF_410B, 59, 1_783, 85_591),
    ])
    func `the offset of a schedule is fixed`(
        seed: UInt64, ofMinute: Int64, ofHalf: Int64, ofDay: Int64
    ) {
        #expect(Spread.offset(seed: seed, within: 1) == 0)
        #expect(Spread.offset(seed: seed, within: 60) == ofMinute)
        #expect(Spread.offset(seed: seed, within: 1_800) == ofHalf)
        #expect(Spread.offset(seed: seed, within: 86_400) == ofDay)
    }

    @Test func `an offset lies within its time, and many lie all over it`() {
        for seconds: Int64 in [0, -1, .min] {
            #expect(Spread.offset(seed: 7, within: seconds) == 0)
        }
        #expect((0..<Int64.max).contains(Spread.offset(seed: .max, within: .max)))
        var counts = [Int](repeating: 0, count: 10)
        for number in 0..<10_000 {
            let seed = Expression.seed(project: "default", name: "job-\(number)")
            counts[Int(Spread.offset(seed: seed, within: 10))] += 1
        }
        #expect(counts.allSatisfy { (850...1_150).contains($0) }, "\(counts)")
    }

    @Test(arguments: [
        ("H H * * *", "21 16 * * *"), ("H H H * * *", "37 21 16 * * *"),
        ("H H H H *", "21 16 17 4 *"), ("0 4 * * H", "0 4 * * 1"), ("H/15 * * * *", "5/15 * * * *"),
        ("H(0-29)/10 H(9-17) * * *", "3,13,23 15 * * *"), ("0 4 H/10 * *", "0 4 7,17,27 * *"),
        ("0 4 * * H(mon-fri)", "0 4 * * 2"), ("0 4 * * h(fri-mon)", "0 4 * * 5"),
        ("30,H 4 * H(6-8) *", "21,30 4 * 6 *"), ("0 0 4 1 1 * H(2030-2039)", "0 0 4 1 1 * 2038"),
        ("H/60 4 * * *", "21 4 * * *"), ("H/90 4 * * *", "21 4 * * *"),
    ])
    func `H draws from the seed, the same for ever`(text: String, drawn: String) throws {
        let expression = try Expression(text, seed: Self.backup)
        #expect(expression.text == text)
        #expect(try Expression(expression.text, seed: Self.backup) == expression)
        let ours = Timetable(expression, in: .utc)
        let other = Timetable(try Expression(drawn), in: .utc)
        var instant: Int64 = 1_750_000_000
        for _ in 0..<50 {
            let next = ours.next(after: instant)
            #expect(next == other.next(after: instant))
            guard let next else { break }
            instant = next
        }
    }

    @Test func `H of many seeds takes every value of its range, and no other`() throws {
        func values(_ text: String, of count: Int) throws -> [Int64: Int] {
            var found: [Int64: Int] = [:]
            for seed in 0..<UInt64(count) {
                let timetable = Timetable(try Expression(text, seed: seed), in: .utc)
                found[try #require(timetable.next(after: -1)), default: 0] += 1
            }
            return found
        }
        let minutes = try values("H 0 1 1 *", of: 6_000)
        #expect(Set(minutes.keys) == Set((0..<60).map { $0 * 60 }))
        #expect(minutes.values.allSatisfy { (60...150).contains($0) })
        let days = try values("0 0 H 1 *", of: 2_800)
        #expect(Set(days.keys) == Set((0..<28).map { $0 * 86_400 }))
        let range = try values("H(10-14) 0 1 1 *", of: 500)
        #expect(Set(range.keys) == Set((10...14).map { $0 * 60 }))
        // The first of a stepped one lies within the first step.
        let steps = try values("H/7 0 1 1 *", of: 700)
        #expect(Set(steps.keys) == Set((0..<7).map { $0 * 60 }))
    }
}
