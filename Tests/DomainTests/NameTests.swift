import Domain
import Testing

struct NameTests {
    @Test(arguments: [
        "a", "0", "nightly-backup", "A_b-9", "9-", "x__", String(repeating: "n", count: 100),
    ])
    func `letters, digits, hyphens and underscores make a name`(text: String) throws {
        #expect(try Name(text).text == text)
    }

    @Test(arguments: [
        "", "-a", "_a", ".", "..", "a.b", "a/b", "/", "a b", "a\n", "a\0", "é", "ａ", "a:b", "a*",
        "a\\b",
        "\u{202E}a", "a\u{301}", String(repeating: "n", count: 101),
    ])
    func `anything else is no name`(text: String) {
        let error = #expect(throws: NameError.self) { try Name(text) }
        #expect(error?.text == text)
    }

    @Test func `the error shows what was given without obeying it`() {
        let text = "a\u{1B}[31m\n" + String(repeating: "x", count: 500)
        let error = #expect(throws: NameError.self) { try Name(text) }
        let message = error?.description ?? ""
        #expect(!message.contains("\u{1B}") && !message.contains("\n"))
        #expect(message.utf8.count < 250)
        #expect(message.contains("letters, digits, - and _"))
    }

    @Test func `schedules are ordered by project, then name`() throws {
        let keys = try [("b", "a"), ("a", "b"), ("a", "a")].map {
            ScheduleKey(project: try Name($0.0), name: try Name($0.1))
        }
        #expect(keys.sorted().map(\.description) == ["a/a", "a/b", "b/a"])
        #expect(try ScheduleKey(name: Name("x")).description == "default/x")
    }
}
