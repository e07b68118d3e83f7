import Formats
import TestKit
import Testing

struct DurationTests {
    @Test(
        arguments: [
            ("0", 0, "0s"), ("90", 90_000, "1m30s"), ("90s", 90_000, "1m30s"),
            ("15m", 900_000, "15m"),
            ("1h30m", 5_400_000, "1h30m"), ("2d", 172_800_000, "2d"), ("500ms", 500, "500ms"),
            ("1w", 604_800_000, "7d"), ("1d2h3m4s5ms", 93_784_005, "1d2h3m4s5ms"), ("0s", 0, "0s"),
            ("30m1h", 5_400_000, "1h30m"), ("007s", 7000, "7s"),
        ] as [(String, Int64, String)])
    func `a duration is read, and written as people would`(
        text: String, milliseconds: Int64, written: String
    ) {
        #expect(Duration(text: text) == .milliseconds(milliseconds))
        #expect(Duration.milliseconds(milliseconds).text == written)
        #expect(Duration(text: written) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        "", " ", "s", "-1", "+1", "1.5h", "1y", "1H", "90 s", " 90s", "90s ", "1h-30m", "h1", "1hh",
        "1h30", "9223372036854775807w", "9223372036854775808", "99999999999999999999s", "١s", "1µs",
        "36601d", "-0", "1e3s", "1²s",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test func `durations survive being written, to the millisecond`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let bits = Int64.random(in: 1...41, using: &generator)
            let duration = Duration.milliseconds(
                Int64.random(in: 0...(1 << bits), using: &generator))
            #expect(Duration(text: duration.text) == duration)
        }
        #expect(Duration.microseconds(1999).text == "1ms")
        #expect(Duration.seconds(-90).text == "-1m30s")
    }
}
