import Formats
import Testing

struct JSONParserTests {
    @Test(arguments: JSONTexts.valid)
    func `a valid text is read`(text: String) throws {
        _ = try JSONValue(parsing: text)
    }

    @Test(arguments: JSONTexts.invalid)
    func `an invalid text is refused within its bounds`(bytes: [UInt8]) {
        do {
            let value = try JSONValue(parsing: bytes)
            Issue.record("read as \(value)")
        } catch {
            #expect(error.offset >= 0 && error.offset <= bytes.count)
            #expect(!error.message.isEmpty)
        }
    }

    @Test func `values are what they say`() throws {
        let value = try JSONValue(
            parsing: #" {"a":[1,-0,2.5,-3e2,true,false,null,"\u00e9\ud83d\ude00\/\n"],"b":{}} "#)
        #expect(
            value == [
                "a": [1, 0, .number(2.5), .number(-300), true, false, nil, "é😀/\n"], "b": [:],
            ])
        #expect(value.object?.names == ["a", "b"])
    }

    @Test(arguments: [
        ("9223372036854775807", JSONValue.integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("999999999999999999", .integer(999_999_999_999_999_999)),
        ("-999999999999999999", .integer(-999_999_999_999_999_999)),
        ("1000000000000000000", .integer(1_000_000_000_000_000_000)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
        ("100000000000000000000", .number(1e20)),
        ("1.0", .number(1)), ("1e0", .number(1)), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("1e-400", .number(0)),
    ])
    func `whole numbers stay whole as far as they fit`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        ("[1,]", 3, "unexpected character"),
        ("{\"a\":1,\"a\":2}", 7, "the name \"a\" comes twice"),
        ("[1 2]", 3, "expected , or ] in a list"),
        ("\"ab", 3, "a text without closing quotes"),
        ("\"a\\x\"", 3, "an unknown escape in a text"),
        ("{} {}", 3, "unexpected text after the value"),
        ("", 0, "the text ends where a value should be"),
        ("01", 0, "a number with a leading zero"),
        ("[1e999]", 1, "the number 1e999 is too large"),
    ])
    func `an error tells where it is`(text: String, offset: Int, message: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == "\(message) at byte \(offset)")
    }

    @Test func `invalid UTF-8 is told with its byte`() {
        let bytes: [UInt8] = [0x5B, 0x22, 0x61, 0x62, 0xFF, 0x22, 0x5D]
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.description == "a text that is not valid UTF-8 at byte 4")
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `nesting is bounded`(open: String) throws {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        _ = try JSONValue(parsing: nested(JSONValue.maximumDepth))
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: nested(JSONValue.maximumDepth + 1))
        }
    }

    @Test(arguments: [1, 15, 16, 17, 40])
    func `a repeated name is found in objects of any size`(count: Int) {
        let members = (0..<count).map { "\"k\($0)\":0" }
        #expect(throws: Never.self) {
            try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
        }
        for repeated in [0, count - 1] {
            let text = "{" + (members + ["\"k\(repeated)\":1"]).joined(separator: ",") + "}"
            #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        }
    }
}
