import Formats
import TestKit
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_500_000, "1970-01-01T00:00:01.500Z"), (1_000_001, "1970-01-01T00:00:01.000001Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func `an instant is written in UTC, and read again`(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        ("2025-03-08T12:00Z", "2025-03-08T12:00:00Z"),
        ("2025-03-08 12:00:30z", "2025-03-08T12:00:30Z"),
        ("2025-03-08t12:00:30.5+01:00", "2025-03-08T11:00:30.500Z"),
        ("2025-03-08T12:00:30.123456789-23:59", "2025-03-09T11:59:30.123456Z"),
        ("2024-12-31T23:59:59.9999999-00:01", "2025-01-01T00:00:59.999999Z"),
    ])
    func `other ways to write an instant are read`(text: String, same: String) {
        #expect(Timestamp(text)?.description == same)
    }

    @Test(arguments: [
        "", "2025", "2025-03-08", "2025-03-08T12", "2025-03-08T12:00", "2025-03-08T12:00:00",
        "2025-3-8T12:00Z", "2025-13-01T00:00Z", "2025-00-01T00:00Z", "2025-01-00T00:00Z",
        "2025-02-29T00:00Z", "1900-02-29T00:00Z", "2025-04-31T00:00Z", "2025-01-01T24:00Z",
        "2025-01-01T00:60Z", "2025-01-01T00:00:60Z", "2025-01-01T00:00:00.Z", "2025-01-01T00:00:0Z",
        "2025-01-01T00:00Z ", " 2025-01-01T00:00Z", "2025-01-01T00:00+1:00",
        "2025-01-01T00:00+0100",
        "2025-01-01T00:00+24:00", "2025-01-01T00:00+00:60", "2025-01-01T00:00ZZ",
        "-025-01-01T00:00Z",
        "2025-01-01T00:00:00,5Z", "2025/01/01T00:00Z", "٢٠٢٥-01-01T00:00Z", "12025-01-01T00:00Z",
    ])
    func `what is no instant is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max])
    func `the farthest instants can be shown`(microseconds: Int64) {
        #expect(!Timestamp(microseconds: microseconds).description.isEmpty)
    }

    @Test func `instants and durations add up`() {
        let instant = Timestamp(seconds: 100)
        #expect((instant + .milliseconds(1)).microseconds == 100_001_000)
        #expect(instant + .seconds(5) - instant == .seconds(5))
        #expect(Timestamp(microseconds: -1).seconds == -1)
        #expect(Timestamp(microseconds: -1_000_000).seconds == -1)
        #expect(Timestamp(microseconds: -1_000_001).seconds == -2)
        #expect(Timestamp(microseconds: 999_999).seconds == 0)
    }

    @Test(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
    func `Python's datetime writes and reads the same`() throws {
        var generator = SeededGenerator(seed: 3)
        let instants = (0..<4000).map { index in
            let drawn = Int64.random(
                in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
            return Timestamp(microseconds: index % 2 == 0 ? drawn : drawn / 1_000_000 * 1_000_000)
        }
        let script = """
            import sys
            from datetime import datetime, timedelta, timezone
            start = datetime(1970, 1, 1, tzinfo=timezone.utc)
            for line in sys.stdin:
                micros, text = line.split()
                at = start + timedelta(microseconds=int(micros))
                read = datetime.fromisoformat(text.replace("Z", "+00:00"))
                print(text if at == read else at.isoformat())
            """
        let texts = instants.map(\.description)
        let answers = try PythonChild.lines(
            script, over: instants.map { "\($0.microseconds) \($0)" })
        #expect(answers == texts)
        #expect(texts.map { Timestamp($0) } == instants)
    }
}
