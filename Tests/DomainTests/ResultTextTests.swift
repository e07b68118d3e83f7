import Domain
import Formats
import Testing

struct ResultTextTests {
    private func results(_ text: String) -> RunResults {
        ResultText.results(in: Array(text.utf8))
    }

    static let files: [(String, JSONObject)] = [
        ("", [:]), ("\n\n  \n", [:]), ("a=1", ["a": 1]), ("a=1\nb=x y\n", ["a": 1, "b": "x y"]),
        ("a=1\r\nb=\r\n", ["a": 1, "b": ""]), ("a=b=c", ["a": "b=c"]), ("a=1\na=2", ["a": 2]),
        ("a= 1", ["a": 1]), ("a=007", ["a": "007"]), ("a=1e3", ["a": .number(1000)]),
        ("a=true\nb=null\nc=nil", ["a": true, "b": nil, "c": "nil"]),
        ("a=\"quoted\"", ["a": "\"quoted\""]), ("a=[1,{\"b\":2}]", ["a": [1, ["b": 2]]]),
        ("a={broken", ["a": "{broken"]), ("val/loss (mean)=0.5", ["val/loss (mean)": .number(0.5)]),
        ("{\"a\": 1, \"b\": \"=\"}", ["a": 1, "b": "="]),
        ("  {\"a\": 1}\nb=2\n{\"a\": [3]}", ["a": [3], "b": 2]),
        ("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", ["a": ["b": 1]]),
        ("größe=\u{1F600}", ["größe": "\u{1F600}"]),
    ]

    @Test(arguments: files)
    func `lines and objects are read`(text: String, values: JSONObject) {
        let results = results(text)
        #expect(results.values == values)
        #expect(results.error == nil)
    }

    static let faulty: [(String, JSONObject, String)] = [
        (
            "a=1\nnothing\nb=2", ["a": 1, "b": 2],
            "line 2 of its results cannot be used: write key=value, or a JSON object"
        ),
        (
            "=1\n a=1\nb=2", ["b": 2],
            """
            line 1 of its results cannot be used, nor can 1 more: : the name of a result has 1 to 100 \
            characters, without control characters, and no blank before or after it
            """
        ),
        (
            "{\"a\": }\na=1", ["a": 1],
            "line 1 of its results cannot be used: it is no JSON object: unexpected character at byte 6"
        ),
        (
            "{\"a\": 1, \"b\\n\": 2}", ["a": 1],
            """
            line 1 of its results cannot be used: b\\n: the name of a result has 1 to 100 characters, \
            without control characters, and no blank before or after it
            """
        ),
        (
            "a=\(String(repeating: "[", count: 33))\(String(repeating: "]", count: 33))", [:],
            "line 1 of its results cannot be used: a: lists and objects may nest 32 deep, not 33"
        ),
        ("a=x\0", [:], "line 1 of its results cannot be used: a: must not contain a NUL byte"),
    ]

    @Test(arguments: faulty)
    func `the first line that cannot be used is told, and the others count`(
        text: String, values: JSONObject, error: String
    ) {
        let results = results(text)
        #expect(results.values == values)
        #expect(results.error == error)
    }

    @Test func `what is no UTF-8 is a line that cannot be used`() {
        let results = ResultText.results(in: Array("a=1\nb=".utf8) + [0xFF] + Array("\nc=2".utf8))
        #expect(results.values == ["a": 1, "c": 2])
        #expect(results.error == "line 2 of its results cannot be used: it is no valid UTF-8")
    }

    @Test func `a file that is too long counts to its bound`() {
        let line = "a=" + String(repeating: "x", count: 1022) + "\n"
        let count = Limits.resultFileBytes / line.utf8.count
        let whole = String(repeating: line, count: count - 1) + "b=1\n"
        #expect(results(whole).error == nil)
        let long = results(whole + line + line + "c=1\n")
        #expect(long.values["b"] == 1 && long.values["c"] == nil)
        #expect(long.error?.contains("more than 256 KiB") == true)
    }
}
