import Domain
import Formats
import Testing

struct RunParametersTests {
    private func definition() throws -> ScheduleDefinition {
        ScheduleDefinition(
            key: ScheduleKey(name: try Name("train")), when: "@daily",
            command: CommandLine(shell: "true"), environment: ["HOME": "/"],
            parameters: ["epochs": 10, "rate": .number(0.5)])
    }

    private func paths(_ parameters: JSONObject) throws -> [String] {
        RunParameters.faults(parameters, for: try definition(), path: "parameters").map(\.path)
    }

    @Test func `those of a run replace and follow those of its schedule`() throws {
        let merged = RunParameters.merged(
            try definition().parameters, with: ["epochs": 40, "mode": "fast"])
        #expect(merged == ["epochs": 40, "rate": .number(0.5), "mode": "fast"])
        #expect(merged.names == ["epochs", "rate", "mode"])
        #expect(try paths(["epochs": 40, "mode": "fast", "_": nil, "a1": [1]]) == [])
    }

    @Test(arguments: [
        "", "1a", "a-b", "a b", "ä", "a=b", "NOTIFYD_X", "HOME",
        String(repeating: "a", count: 101),
    ])
    func `a name that cannot be a variable's is refused`(name: String) throws {
        #expect(try paths([name: 1, "ok": 1]) == ["parameters.\(name.shown)"])
    }

    @Test func `number and size are bounded, those of the schedule included`() throws {
        let many = JSONObject((0..<Limits.runParameters - 1).map { ("p\($0)", 1) })
        #expect(try paths(many) == ["parameters"])
        let long = JSONValue.string(String(repeating: "x", count: Limits.runParameterBytes - 20))
        #expect(try paths(["epochs": long, "rate": 1]) == ["parameters"])
        #expect(try paths(["epochs": "x\0"]) == ["parameters.epochs"])
    }
}
