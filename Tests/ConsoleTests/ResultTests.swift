import Formats
import TestKit
import Testing

/// What is given to a run, and what is reported of it, on the command line.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct ResultTests {
    @Test func `parameters are JSON where they read as it, and otherwise texts`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl(
            "start-schedule", "nightly", "--param", "epochs=40", "--param=name=two words",
            "--param",
            "list=[1,\"a\"]", "--param", "map={\"a\":null}", "--param", "flag=true", "--param",
            "zip=007", "--param", "quoted=\"x\"", "--param", "epochs=41", "--param", "empty=")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            server.service.asked.first?.parameters["parameters"] == [
                "epochs": 41, "name": "two words", "list": [1, "a"], "map": ["a": nil],
                "flag": true, "zip": "007", "quoted": "\"x\"", "empty": "",
            ])
    }

    @Test func `without parameters none are sent`() async throws {
        let server = try FakeServer()
        _ = try await server.notifyctl("start-schedule", "nightly")
        #expect(server.service.asked.first?.parameters["parameters"] == nil)
    }

    @Test(arguments: ["epochs", "a-b=1", "=1", "NOTIFYD_RUN=x", "1a=1"])
    func `a parameter that cannot be one is refused before anything is asked`(
        text: String
    ) async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("start-schedule", "nightly", "--param", text)
        #expect(result.status == 2)
        #expect(result.errors.contains("--param"))
        #expect(server.service.asked.isEmpty)
    }

    @Test func `results are reported of the run that the environment names`() async throws {
        let server = try FakeServer()
        let environment = ["NOTIFYD_SOCKET=\(server.path)", "NOTIFYD_RUN=\(Sample.uid)"]
        let result = try await Notifyctl.run(
            ["set-results", "accuracy=0.93", "note=as it is", "loss=-1"], environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "Reported 3 results of run \(Sample.uid).\n")
        #expect(
            server.service.asked == [
                FakeService.Asked(
                    method: "SetResults",
                    parameters: [
                        "run": .string(Sample.uid),
                        "results": ["accuracy": .number(0.93), "note": "as it is", "loss": -1],
                    ])
            ])
        #expect(server.complaints.isEmpty)
    }

    @Test func `results come from standard input too`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl(
            "set-results", "--run", "backup/nightly", "a=1", "-",
            input: "{\n  \"a\": {\"b\": [1]},\n  \"text\": \"5\"\n}")
        #expect(result.status == 0, "\(result.errors)")
        let asked = try #require(server.service.asked.last)
        #expect(asked.method == "SetResults" && asked.parameters["run"] == .string(Sample.uid))
        #expect(asked.parameters["results"] == ["a": ["b": [1]], "text": "5"])
    }

    @Test(arguments: ["[1]", "{", "5", ""])
    func `what is no object is refused`(input: String) async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("set-results", "--run", "x", "-", input: input)
        #expect(result.status == 2)
        #expect(result.errors.contains("standard input is no JSON object"))
        #expect(server.service.asked.isEmpty)
    }

    @Test func `a run has to be named somehow`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("set-results", "a=1")
        #expect(result.status == 2)
        #expect(result.errors.contains("--run"))
    }

    @Test func `a report is watched with its results`() async throws {
        let run = Sample.run(["results": ["accuracy": .number(0.93), "step": 2]])
        let server = try FakeServer([
            "Watch": { _ in
                [
                    [:],
                    ["event": ["at": "2025-03-09T07:00:00Z", "occasion": "reported", "run": run]],
                ]
            }
        ])
        let text = try await server.notifyctl("watch").output
        #expect(text.contains("reported"), "\(text)")
        #expect(text.contains("accuracy=0.93, step=2, run \(Sample.uid)"), "\(text)")
    }

    @Test func `a run and a schedule show them`() async throws {
        let run = Sample.run([
            "parameters": ["epochs": 40, "list": [1]], "results": ["accuracy": .number(0.93)],
            "results_error": "line 2 of its results cannot be used",
        ])
        let server = try FakeServer([
            "ShowRun": { _ in [["run": run, "attempts": [], "deliveries": []]] }
        ])
        let text = try await server.notifyctl("show-run", Sample.uid).output
        for expected in [
            "Parameter:    epochs=40\n", "Parameter:    list=[1]\n",
            "Result:       accuracy=0.93\n",
            "Not taken:    line 2 of its results cannot be used\n",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        #expect(server.complaints.isEmpty)
    }
}
