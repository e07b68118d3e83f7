import Domain
import Formats
import Testing

struct RunResultsTests {
    private func results(_ count: Int, from first: Int = 0) -> RunResults {
        RunResults(values: JSONObject((first..<first + count).map { ("r\($0)", 1) }))
    }

    @Test func `later results replace earlier ones of the same name`() {
        var results = RunResults(values: ["a": 1, "b": 2])
        results.merge(RunResults(values: ["b": "x", "c": nil]))
        #expect(results == RunResults(values: ["a": 1, "b": "x", "c": nil]))
    }

    @Test func `the first thing that could not be used is kept`() {
        var results = RunResults(values: ["a": 1])
        results.merge(RunResults(values: ["b": 1], error: "first"))
        results.merge(RunResults(error: "second"))
        #expect(results == RunResults(values: ["a": 1, "b": 1], error: "first"))
        #expect(!results.isEmpty && RunResults().isEmpty)
    }

    @Test func `more results than the bound are left out, and known ones still change`() {
        var results = results(Limits.results)
        results.merge(RunResults(values: ["new": 1, "r0": 2]))
        #expect(results.values.count == Limits.results)
        #expect(results.values["new"] == nil && results.values["r0"] == 2)
        #expect(results.error == "a run has at most 200 results: new is one too many")
    }

    @Test func `results larger than the bound are left out, and what makes room comes in`() {
        let half = JSONValue.string(String(repeating: "x", count: Limits.resultBytes / 2))
        var results = RunResults(values: ["a": half])
        results.merge(RunResults(values: ["b": half, "c": 1]))
        #expect(results.values == ["a": half, "c": 1])
        #expect(results.error?.contains("there is no room for b") == true)
        results.merge(RunResults(values: ["a": 1, "b": half]))
        #expect(results.values == ["a": 1, "c": 1, "b": half])
        #expect(JSONValue.object(results.values).bytes.count <= Limits.resultBytes)
    }

    @Test(arguments: ["", " a", "a ", "a\nb", "\u{7F}", String(repeating: "a", count: 101)])
    func `a name that nobody could read is refused`(name: String) {
        #expect(RunResults.faults([name: 1, "ok": 1], path: "results").count == 1)
    }

    @Test(arguments: [0, Limits.results + 1])
    func `none, and too many at once, are one fault`(count: Int) {
        let values = results(count).values
        #expect(RunResults.faults(values, path: "results").map(\.path) == ["results"])
    }
}
