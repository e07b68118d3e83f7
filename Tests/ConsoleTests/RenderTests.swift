import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct RenderTests {
    private static let run = """
        {"metadata": {"name": "train"}, "status": {"state": "completed", "results": {"drift": 0.2}}}
        """

    private static func render(_ words: String...) async throws -> Notifyctl.Result {
        try await Notifyctl.run(["render", "--run=-"] + words, input: run)
    }

    @Test(arguments: [
        (#"{{ run["status"]["results"]["drift"] > 0.1 }}"#, "True\nsend\n"),
        (
            #"{{ run["status"]["results"]["drift"] > 0.3 }}"#,
            "False\nsuppress: its condition gave \"False\"\n"
        ),
        ("{{ run.status.state }}", "completed\nsend\n"),
    ])
    func `a condition's text and what it decides`(condition: String, output: String) async throws {
        let result = try await Self.render("--condition", condition)
        #expect(result.output == output && result.status == 0 && result.errors == "")
    }

    @Test(arguments: [#"{{ run["status"]["results"]["loss"] > 0.1 }}"#, "{{ nonsense"])
    func `a condition that fails sends, and says where it failed`(condition: String) async throws {
        let result = try await Self.render("--condition", condition)
        #expect(result.output.hasPrefix("send: its condition failed at line 1, column "))
        #expect(result.status == 0)
    }

    @Test func `a template's text, for the run of a file or a made-up one`() async throws {
        let template =
            "{{ run.metadata.name }}: {{ run.status.results.drift }}\n{{ event.occasion }}"
        #expect(
            try await Self.render("--template", template).output == "train: 0.2\ncompleted\n")
        let sample = try await Notifyctl.run(
            ["render", "--template", template, "--occasion=reported"])
        #expect(sample.output == "sample: 0.05\nreported\n")
        let failed = try await Self.render("--template", "\n{{ 1 / 0 }}")
        #expect(failed.status == 1 && failed.output == "")
        #expect(failed.errors.hasPrefix("notifyctl: the template failed at line 2, column "))
    }

    @Test func `programs get both as one object`() async throws {
        let result = try await Self.render(
            "--template=hi", "--condition={{ 1 > 2 }}", "--output=json")
        let expected: JSONValue = [
            "template": ["text": "hi"],
            "condition": [
                "text": "False", "verdict": "suppress", "reason": "its condition gave \"False\"",
            ],
        ]
        #expect(try JSONValue(parsing: result.output) == expected)
    }

    @Test func `a run's notifications are shown as the service renders them`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl(
            "render", Sample.uid, "--name", "hook", "--occasion", "error")
        #expect(
            server.service.asked.map(\.parameters) == [
                ["run": .string(Sample.uid), "notification": "hook", "occasion": "error"]
            ])
        #expect(
            result.output == """
                hook of the kind webhook, error: suppress, its condition gave "no"
                  Subject: Run failed: nightly
                  Run failed: nightly
                  twice
                  (its message template failed)

                """)
        let none = try FakeServer([
            "RenderNotifications": { _ in [["object": [:], "notifications": []]] }
        ])
        #expect(
            try await none.notifyctl("render", Sample.uid).output
                == "No notification listens to that.\n")
    }

    @Test(arguments: [
        ([], "say what to render by RUN, --template or --condition"),
        (["nightly", "--condition=x"], "a RUN has its own texts"),
        (["--template=x", "--name=hook"], "--name chooses from those of a RUN"),
        (["nightly", "--occasion=never"], "--occasion takes one of pending"),
    ])
    func `what is wrong is said`(words: [String], message: String) async throws {
        let result = try await Notifyctl.run(["render"] + words)
        #expect(result.status == 2 && result.errors.contains(message), "\(result)")
    }
}
