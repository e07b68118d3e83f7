import Formats
import TestKit
import Testing

struct JSONPrinterTests {
    @Test func `what is printed is read again as the same value, compact and indented`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = RandomJSON.value(depth: 4, using: &generator)
            let compact = try JSONValue(parsing: value.bytes)
            #expect(Canonical.text(compact) == Canonical.text(value))
            let indented = try JSONValue(parsing: value.indentedText)
            #expect(Canonical.text(indented) == Canonical.text(value))
        }
    }

    static let table: [(JSONValue, String)] = [
        (.null, "null"), (true, "true"), (-5, "-5"), (.number(1), "1.0"),
        (.number(.nan), "null"), (.number(-.infinity), "null"), (.array([]), "[]"), ([:], "{}"),
        ("\"\\/\n\r\t\u{0}\u{1B}\u{7F}é", #""\"\\/\n\r\t\u0000\u001b\u007fé""#),
        ([1, ["a": 2, "b": .array([])]], #"[1,{"a":2,"b":[]}]"#),
    ]

    @Test(arguments: table)
    func `values are printed compactly`(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test func `a member has a line of its own where people read`() {
        let value: JSONValue = ["a": [1, 2], "b": [:], "c": .array([])]
        #expect(
            value.indentedText == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {},
                  "c": []
                }
                """)
    }
}
