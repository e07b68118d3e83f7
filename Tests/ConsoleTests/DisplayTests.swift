import Console
import Formats
import Glibc
import Recurrence
import TestKit
import Testing

@Suite struct DisplayTests {
    private static let plain = Terminal(columns: nil, hasColours: false)

    private static func table() -> Table {
        var table = Table("NAME", "STATE", "WHY")
        table.add("a", .state("error"), "exit status 2")
        table.add("longer", .state("completed"), "")
        return table
    }

    @Test func `columns are aligned, and lines end without blanks`() {
        #expect(
            Self.table().text(for: Self.plain) == """
                NAME    STATE      WHY
                a       error      exit status 2
                longer  completed

                """)
    }

    @Test func `lines are cut at the terminal's width`() {
        #expect(
            Self.table().text(for: Terminal(columns: 24, hasColours: false)) == """
                NAME    STATE      WHY
                a       error      exit…
                longer  completed

                """)
        for columns in 1...30 {
            let text = Self.table().text(for: Terminal(columns: columns, hasColours: false))
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns })
        }
    }

    @Test func `states have colours, headers are bold`() {
        let text = Self.table().text(for: Terminal(columns: 80, hasColours: true))
        #expect(text.hasPrefix("\u{1B}[1mNAME\u{1B}[0m    \u{1B}[1mSTATE\u{1B}[0m"))
        #expect(text.contains("a       \u{1B}[31merror\u{1B}[0m      exit status 2\n"))
    }

    @Test func `texts of others make no lines and no colours of their own`() {
        var table = Table()
        table.add("x", Table.Cell("a\nb\t\u{1B}[31m\u{202E}c\u{85}"))
        #expect(
            table.text(for: Self.plain) == #"x  a\nb\t\u{1B}[31m\u{202E}c\u{0085}"# + "\n")
        #expect("a\tb\nc\r\u{7}".printableLines == "a\tb\nc\\r\\u{07}")
        #expect("größer 日本 🙂".printable == "größer 日本 🙂")
    }

    @Test(
        arguments: [
            (0, "now"), (-5, "5 s ago"), (5, "in 5 s"), (-119, "119 s ago"), (-180, "3 min ago"),
            (7199, "in 119 min"), (-7200, "2 h ago"), (-172_800, "2 days ago"),
            (400 * 86_400, "in 400 days"), (-800 * 86_400, "2 years ago"),
        ] as [(Int64, String)])
    func `times are relative`(seconds: Int64, text: String) {
        let now = Timestamp(seconds: 1_750_000_000)
        let time = LocalTime(now: now, zone: .utc)
        #expect(time.relative(Timestamp(seconds: now.seconds + seconds)) == text)
    }

    @Test func `times are local`() throws {
        let time = LocalTime(now: Timestamp(seconds: 1_763_691_845 + 180), zone: .utc)
        #expect(time.text("2025-11-21T02:24:05.123Z") == "2025-11-21 02:24:05 (3 min ago)")
        #expect(time.text("soon") == "soon")
        #expect(time.text(nil) == "")
    }

    @Test(.enabled(if: unsafe access("/usr/bin/script", X_OK) == 0))
    func `a terminal gets colours and its width, and no colours with NO_COLOR`() async throws {
        let server = try FakeServer()
        let command = "stty cols 70; \(BuiltProgram.notifyctl) list-runs --socket=\(server.path)"
        for (variable, isColoured) in [("NO_COLOR=", true), ("NO_COLOR=1", false)] {
            let result = try await Notifyctl.run(
                program: "/usr/bin/script", ["-qec", command, "/dev/null"],
                environment: ["TERM=xterm", "SHELL=/bin/sh", variable])
            #expect(result.output.contains("\u{1B}[31merror\u{1B}[0m") == isColoured)
            #expect(result.output.contains("…\r\n"))
            #expect(!result.output.contains("exit status 2"))
        }
    }
}
