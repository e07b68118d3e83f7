import Domain
import Formats
import Testing

struct AddressPatternTests {
    @Test(arguments: [
        ("ops@example.org", "OPS@Example.org", true),
        ("ops@example.org", "xops@example.org", false),
        ("ops@example.org", "ops@example.org.evil", false),
        ("*@example.org", "a@example.org", true),
        ("*@example.org", "a@sub.example.org", false), ("*.example.org", "a.b.example.org", true),
        ("*.example.org", "example.org", false), ("*", "anything", true), ("a*b*c", "abc", true),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "acb", false), ("ab*ba", "aba", false),
        ("*#ops*", "irc/#ops", true), ("a**b", "ab", true), ("Äpfel*", "äpfelmus", true),
    ])
    func `a star stands for anything, and case does not matter`(
        pattern: String, address: String, matches: Bool
    ) throws {
        #expect(try AddressPattern(pattern).matches(address) == matches)
    }

    @Test(arguments: ["", "a b", "a\n", "a\u{7F}", String(repeating: "a", count: 1001)])
    func `what is no pattern is refused`(text: String) {
        #expect(throws: AddressPattern.Problem.self) { try AddressPattern(text) }
    }

    @Test func `many stars take no time`() throws {
        let pattern = try AddressPattern(String(repeating: "a*", count: 400) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
    }

    @Test func `a denial of one kind leaves the others alone`() throws {
        let now = Timestamp(seconds: 1)
        let pattern = try AddressPattern("example.org")
        let mail = Denial(kind: "mail", pattern: pattern, by: 0, since: now)
        #expect(mail.covers("example.org", of: "mail") && !mail.covers("example.org", of: "slack"))
        let every = Denial(kind: nil, pattern: pattern, by: 0, since: now)
        #expect(every.covers("example.org", of: "slack") && !every.covers("a.org", of: "slack"))
    }
}
