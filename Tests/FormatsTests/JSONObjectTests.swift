import Formats
import Testing

struct JSONObjectTests {
    @Test func `the order of members does not count for equality`() {
        let left: JSONValue = ["a": 1, "b": ["c": 2, "d": 3]]
        let right: JSONValue = ["b": ["d": 3, "c": 2], "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1, "b": ["c": 2, "d": 4]])
        #expect(left != ["a": 1])
    }

    @Test func `a member is set, replaced in its place and removed`() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object.names == ["a", "b"])
        #expect(object["a"] == 3)
        object["b"] = nil
        object["c"] = nil
        object["d"] = 4
        #expect(object == ["a": 3, "d": 4])
        #expect(object["b"] == nil)
    }

    @Test func `a value answers only for its own kind`() {
        let value: JSONValue = [
            "text": "t", "integer": 1, "number": .number(1.5), "bool": true, "list": [1],
        ]
        #expect(value["text"]?.string == "t")
        #expect(value["integer"]?.integer == 1)
        #expect(value["integer"]?.double == 1)
        #expect(value["number"]?.integer == nil)
        #expect(value["number"]?.double == 1.5)
        #expect(value["bool"]?.bool == true)
        #expect(value["list"]?.array == [1])
        #expect(value["list"]?.object == nil)
        #expect(value["none"] == nil)
        #expect(JSONValue.null["none"] == nil)
    }
}
