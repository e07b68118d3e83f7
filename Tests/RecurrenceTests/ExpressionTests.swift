import Recurrence
import TestKit
import Testing

@Suite struct ExpressionTests {
    @Test(arguments: [
        "* * * * *", "0 0 1 1 0", "59 23 31 12 7", "*/5 */2 */3 */4 */2", "0-10/3,20,30-40 1 * * *",
        "05 04 * * *", "0 0 * JAN,Feb-apr Mon-FRI", "0 0 * * fri-sun", "0 0 * nov-feb *",
        "0 0 * * sat-mon/2", "0 0 * * fri-7", "0 0 * * sun", "*/60 */24 * * *", "5/15 * * * *",
        "0 0 29 2 *", "0 0 31 2 1", "0 0 31 1-6 *", "5,* * * * *", "0 0 * * 0-7",
        "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually", "@Daily",
        "0 0 4 * * *", "*/10 * * * * *", "0 0 4 * * * 2030", "0 0 4 * * * 2030-2040/2,2199",
        "0 0 4 1 1 ? *", "0 0 L * *", "0 0 l * *", "0 0 L-3 * *", "0 0 L-30 1 *", "0 0 15W * *",
        "0 0 1w,LW,L-3W,20-22,L * *", "0 0 * * 5L", "0 0 * * friL", "0 0 * * 7l", "0 0 * * 1#1",
        "0 0 * * mon#1", "0 0 * * 5#5", "0 0 * * 0,mon#1,friL,3-4", "0 0 ? * mon", "0 0 1 * ?",
        "0 0 1-7 * +mon", "0 0 +1-7 * mon", "0 0 +L * fri", "H * * * *", "H H * * *",
        "H/15 * * * *", "H(0-29)/10 H(9-17) * * *", "h 4 H h h", "H H H * * *", "5,H * * * *",
        "0 0 * * H(mon-fri)", "0 0 * * H(fri-mon)/2", "0 0 0 1 1 * H(2030-2039)",
        "@reboot", "@Reboot", "after 15m", "AFTER 1h30m", "at 2026-12-24", "at 2026-12-24T18:00",
        "at 2026-12-24 18:00:30", "at 2026-12-24T18:00Z", "AT 2026-12-24T18:00:30+01:00",
        "at 2024-02-29t00:00-03:30",
        "every 1s", "every 15m", "every 1h30m", "every 1w2d3h4m5s", "EVERY 90m", "every 3653d",
    ])
    func `what is taken prints as it was written, and parses again`(text: String) throws {
        let expression = try Expression(text)
        #expect(expression.text == text)
        #expect(expression.description == text)
        #expect(try Expression(expression.text) == expression)
    }

    @Test(arguments: [
        (" \t0  4 *\t* *\n", "0 4 * * *"), ("  @daily\r\n", "@daily"), ("every \t 5m", "every 5m"),
    ])
    func `blanks become single spaces`(text: String, printed: String) throws {
        let expression = try Expression(text)
        #expect(expression.text == printed)
        #expect(try Expression(printed) == expression)
    }

    @Test func `random bytes are taken or refused, and what is taken prints and parses again`()
        throws
    {
        var random = SeededGenerator(seed: 1)
        let letters = Array("0123456789 */,-  @everyhdmwLsunjan#?+H()WatT:Zif".unicodeScalars)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...24, using: &random)
            var text = String.UnicodeScalarView()
            for _ in 0..<length { text.append(letters.randomElement(using: &random) ?? "0") }
            if Bool.random(using: &random) {
                // Most of what is nearly right is wrong in one place.
                text = RandomCron(.all, using: &random).text.unicodeScalars
                let places = (0..<text.count).map { text.index(text.startIndex, offsetBy: $0) }
                let place = places.randomElement(using: &random) ?? text.startIndex
                let letter = letters.randomElement(using: &random) ?? "0"
                text.replaceSubrange(place...place, with: [letter])
            }
            do {
                let expression = try Expression(String(text))
                #expect(try Expression(expression.text) == expression)
            } catch {
                #expect(error.columns.upperBound <= text.count)
                #expect(!error.message.isEmpty)
            }
        }
    }
}
