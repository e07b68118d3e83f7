import Control
import Daemon
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing

/// Parameters and results, as clients give and see them.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ResultTests {
    private static let nobody = Caller(uid: 65_534, isAdministrator: false)

    @Test func `a run by hand has its own parameters, and shows them`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let parameters: JSONObject = ["parameters": ["epochs": 10, "mode": "slow"]]
            try await client.apply(
                schedule("train", "echo $epochs $mode $NOTIFYD_PARAMETERS", parameters))
            let shown = try await client.call("ShowSchedule", ["schedule": "train"])
            #expect(
                shown["state"]?["schedule"]?["parameters"] == ["epochs": 10, "mode": "slow"])
            let run =
                try await client.call(
                    "StartSchedule",
                    ["schedule": "train", "parameters": ["epochs": 40, "extra": [nil]]])["run"]
                ?? ""
            let ended = try await client.wait(for: run)
            let expected: JSONValue = ["epochs": 40, "mode": "slow", "extra": [nil]]
            #expect(ended["parameters"] == expected)
            #expect(
                try await client.call("ShowRun", ["run": run])["run"]?["parameters"] == expected)
            #expect(
                try await client.call("ReadLog", ["run": run])["text"]
                    == .string("40 slow \(expected.text)\n"))
            #expect(
                try await client.call("ListRuns")["runs"]?.array?.first?["parameters"] == nil)
            #expect(try await client.run("train")["parameters"] == ["epochs": 10, "mode": "slow"])
        }
    }

    @Test func `parameters that a command could not be given are refused`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule(
                    "train", "true", ["environment": ["HOME": "/"], "parameters": ["epochs": 1]]))
            let refusal = try await client.refusal(
                "StartSchedule",
                [
                    "schedule": "train",
                    "parameters": ["HOME": 1, "NOTIFYD_RUN": 1, "a b": 1, "ok": 1],
                ])
            #expect(refusal.name == "InvalidDefinition")
            #expect(
                refusal.paths == ["parameters.HOME", "parameters.NOTIFYD_RUN", "parameters.a b"])
            #expect(try await client.call("ListRuns")["runs"] == [])
            let unknown = try await client.refusal(
                "StartSchedule", ["schedule": "none", "parameters": ["a": 1]])
            #expect(unknown.name == "NotFound")
        }
    }

    @Test func `results are reported while a run is under way, and not afterwards`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(
                schedule("train", "echo b=2 >> $NOTIFYD_RESULTS; \(gate.command)"))
            let run = try await client.start("train")
            try await client.call(
                "SetResults", ["run": run, "results": ["a": 1, "b": 1, "nested": ["x": [nil]]]])
            try await client.call("SetResults", ["run": run, "results": ["a": "later"]])
            #expect(
                try await client.call("ShowRun", ["run": run])["run"]?["results"]
                    == ["a": "later", "b": 1, "nested": ["x": [nil]]])
            let wrong = try await client.refusal(
                "SetResults", ["run": run, "results": ["": 1, "c": 1]])
            #expect(wrong.name == "InvalidDefinition" && wrong.paths == ["results[\"\"]"])
            try await gate.open()
            let expected: JSONValue = ["a": "later", "b": 2, "nested": ["x": [nil]]]
            #expect(try await client.wait(for: run)["results"] == expected)
            let late = try await client.refusal("SetResults", ["run": run, "results": ["a": 2]])
            #expect(late.name == "InvalidState" && late.message.contains("has ended"))
            #expect(try await client.call("ShowRun", ["run": run])["run"]?["results"] == expected)
        }
    }

    @Test func `reports are told as they come, and those at the end before it`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let gate = try Gate()
            let hook: JSONValue = [
                "name": "hook", "kind": "webhook", "when": ["reported"],
                "params": ["url": .string(server.url())],
            ]
            try await client.apply(
                schedule(
                    "train", "\(gate.command); echo b=2 >> $NOTIFYD_RESULTS",
                    ["notifications": [hook]]))
            let watch = try await daemon.client().watch(["schedule": "train"])
            let run = try await client.start("train")
            try await client.call("SetResults", ["run": run, "results": ["a": 1]])
            _ = await server.received(1)
            try await gate.open()
            _ = try await client.wait(for: run)
            let told = await server.received(2)
            let results = try told.map { request in
                try JSONValue(parsing: request.text)["runs"]?.array?.first?["status"]?["results"]
            }
            #expect(results == [["a": 1], ["a": 1, "b": 2]])
            for try await reply in watch where reply["event"]?["occasion"] == "reported" {
                #expect(reply["event"]?["run"]?["results"] == ["a": 1])
                break
            }
        }
    }

    @Test func `what of the results could not be used is told`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("train", "echo nonsense >> $NOTIFYD_RESULTS"))
            let ended = try await client.run("train")
            #expect(
                ended["results_error"]
                    == "line 1 of its results cannot be used: write key=value, or a JSON object")
            #expect(ended["results"] == nil)
        }
    }

    @Test func `only owners, administrators and the run's user report results`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            // A launcher that is not root starts it as itself alone, so it waits for its turn then.
            let user: JSONObject = geteuid() == 0 ? ["user": "nobody", "directory": "/"] : [:]
            try await client.apply(schedule("train", "true", user))
            try await client.apply(schedule("mine", gate.command))
            let mine = try await client.start("mine")
            daemon.act(as: Self.nobody)
            let results: JSONObject = ["run": mine, "results": ["a": 1]]
            let refusal = try await client.refusal("SetResults", results)
            #expect(refusal.name == "NotPermitted")
            daemon.act(as: TestDaemon.administrator)
            try await client.call("SetResults", results)
            try await gate.open()
            _ = try await client.wait(for: mine)
            guard geteuid() == 0 else { return }
            let run = try await client.run("train")["uid"] ?? ""
            daemon.act(as: Self.nobody)
            // It may, but it is too late.
            let late = try await client.refusal("SetResults", ["run": run, "results": ["a": 1]])
            #expect(late.name == "InvalidState")
            #expect(try await client.refusal("ShowRun", ["run": run]).name == "NotPermitted")
            daemon.act(as: TestDaemon.stranger)
            let other = try await client.refusal("SetResults", ["run": run, "results": ["a": 1]])
            #expect(other.name == "NotPermitted")
        }
    }
}
