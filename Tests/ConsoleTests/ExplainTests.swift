import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct ExplainTests {
    private static func explain(_ words: String...) async throws -> Notifyctl.Result {
        try await Notifyctl.run(["explain", "--from=2026-03-20T00:00Z"] + words)
    }

    @Test func `an expression is explained at 80 columns, without a service`() async throws {
        let result = try await Self.explain("30 2 * * fri-sun")
        #expect(
            result.output == """
                At 02:30 from Friday to Sunday.

                NEXT IN Europe/Berlin           UTC
                Fri 2026-03-20 02:30:00 +01:00  2026-03-20 01:30:00
                Sat 2026-03-21 02:30:00 +01:00  2026-03-21 01:30:00
                Sun 2026-03-22 02:30:00 +01:00  2026-03-22 01:30:00
                Fri 2026-03-27 02:30:00 +01:00  2026-03-27 01:30:00
                Sat 2026-03-28 02:30:00 +01:00  2026-03-28 01:30:00
                Sun 2026-03-29 03:00:00 +02:00  2026-03-29 01:00:00
                Fri 2026-04-03 02:30:00 +02:00  2026-04-03 00:30:00
                Sat 2026-04-04 02:30:00 +02:00  2026-04-04 00:30:00
                Sun 2026-04-05 02:30:00 +02:00  2026-04-05 00:30:00
                Fri 2026-04-10 02:30:00 +02:00  2026-04-10 00:30:00

                On 2026-03-29 the clock goes from 02:00 to 03:00: 02:30 does not exist, and runs
                once at 03:00.

                Others read it differently:
                  Kubernetes, Temporal, cronie: refused, a range may not go round
                  Debian's cron: taken, but a range that goes round matches nothing
                  APScheduler: times that the clock skips do not run
                  APScheduler: times that the clock repeats run twice

                """)
        #expect(result.status == 0 && result.errors == "")
    }

    @Test func `several words are one expression, and UTC is not told twice`() async throws {
        let result = try await Self.explain(
            "*/15", "9-17", "*", "*", "mon-fri", "--timezone", "UTC", "-n2")
        #expect(
            result.output == """
                Every 15 minutes from 09:00 to 17:45, from Monday to Friday.

                NEXT IN UTC
                Fri 2026-03-20 09:00:00 +00:00
                Fri 2026-03-20 09:15:00 +00:00

                No change of the clock touches it.

                """)
    }

    @Test func `programs get the same as one object`() async throws {
        let result = try await Self.explain("0", "2", "*", "*", "*", "-n1", "--output=json")
        let change: JSONValue = [
            "at": "2026-03-29T01:00:00Z", "date": "2026-03-29", "kind": "gap", "offset": 7200,
            "offset_before": 3600, "effect": "02:00 does not exist, and runs once at 03:00",
        ]
        let object = try JSONValue(parsing: result.output)
        #expect(object["expression"] == "0 2 * * *")
        #expect(object["sentence"] == "At 02:00 every day.")
        #expect(object["timezone"] == "Europe/Berlin")
        #expect(object["occurrences"] == ["2026-03-20T01:00:00Z"])
        #expect(object["clock_change"] == change)
        #expect(object["readings"]?.array?.first?["scheduler"] == "Kubernetes")
    }

    @Test(arguments: [
        ("run", "02:30 does not exist, and runs once at 03:00."),
        ("skip", "02:30 does not exist, and does not run."),
        ("shift", "02:30 does not exist, and runs at 03:30 instead."),
    ])
    func `the rule for the gap is that of the option`(rule: String, effect: String) async throws {
        let text = try await Self.explain("30 2 * * *", "--dst-gap", rule).output
        #expect(text.replacing("\n", with: " ").contains(effect))
    }

    @Test func `H is drawn from the name`() async throws {
        let one = try await Self.explain("H H * * *", "--name", "web/backup")
        let other = try await Self.explain("H H * * *", "--name", "web/restore")
        #expect(one.status == 0 && other.status == 0 && one.output != other.output)
        #expect(try await Self.explain("H H * * *", "--name=web/backup").output == one.output)
    }

    @Test func `what no clock makes due has no times`() async throws {
        let result = try await Self.explain("@reboot")
        #expect(
            result.output.hasPrefix(
                "Each time the machine has started.\n\nIt has no times of its own.\n"))
        #expect(!result.output.contains("clock"))
    }

    @Test(arguments: [
        (
            ["30 25 * * *"],
            """
              30 25 * * *
                 ^^
            notifyctl: the hour field has "25", which is outside 0-23

            """
        ),
        (
            ["0", "0", "30", "2", "*"],
            """
              0 0 30 2 *
                  ^^^^
            notifyctl: the expression never comes: February has no day 30

            """
        ),
        (
            ["@daily", "--dst-fold", "twice"],
            "notifyctl: --dst-fold takes one of first, last, both, not \"twice\"\n"
        ),
        (
            ["@daily", "--timezone", "Mars/Olympus"],
            "notifyctl: there is no time zone \"Mars/Olympus\" in /usr/share/zoneinfo: "
                + "use an IANA name such as Europe/Berlin\n"
        ),
    ])
    func `what is wrong is shown at its place`(words: [String], errors: String) async throws {
        let result = try await Notifyctl.run(["explain"] + words)
        #expect(result.status == 2)
        #expect(result.errors == errors)
        #expect(result.output == "")
    }

    @Test func `the place is shown in a long expression too`() async throws {
        let days = (1...31).map(String.init).joined(separator: ",")
        let result = try await Notifyctl.run(["explain", "0 0 \(days) * monday"])
        let lines = result.errors.split(separator: "\n")
        #expect(lines[0].count <= 80 && lines[0].hasSuffix(" * monday"))
        #expect(lines[1] == String(repeating: " ", count: lines[0].count - 6) + "^^^^^^")
    }
}
