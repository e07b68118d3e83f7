import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct FailureTests {
    @Test(
        arguments: [
            (
                "io.notifyd.NotFound",
                ["kind": "schedule", "name": "x", "message": "there is no x"], 4
            ),
            ("io.notifyd.NotPermitted", ["message": "x belongs to somebody else"], 5),
            ("io.notifyd.InvalidState", ["message": "x is still running"], 1),
            ("io.notifyd.Unavailable", ["message": "the disk is full"], 1),
            ("org.varlink.service.PermissionDenied", [:], 5),
            ("org.varlink.service.MethodNotImplemented", ["method": "a.b.C"], 1),
        ] as [(String, JSONObject, Int32)])
    func `an error of the service has its exit code and is one sentence`(
        name: String, parameters: JSONObject, status: Int32
    ) async throws {
        let server = try FakeServer([
            "ShowSchedule": { (_) throws(CallError) in
                throw CallError(name: name, parameters: parameters)
            }
        ])
        let result = try await server.notifyctl("show-schedule", "x")
        #expect(result.status == status)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("notifyctl: "))
        #expect(result.errors.contains(parameters["message"]?.string ?? ""))
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func `a service that does not run is told with what to do`() async throws {
        let folder = ScratchDirectory()
        let result = try await Notifyctl.run(["status", "--socket", "\(folder.path)/none"])
        #expect(result.status == 3)
        #expect(
            result.errors
                == "notifyctl: cannot reach the service at \(folder.path)/none: No such file or directory; "
                + "is notifyd running? See \"systemctl status notifyd\", or name its socket with --socket\n"
        )
    }

    @Test(arguments: [
        ([], "say what to do"), (["statsu"], "unknown verb \"statsu\"; did you mean status?"),
        (["help", "list-rnus"], "did you mean list-runs?"), (["xyzzy"], "unknown verb \"xyzzy\"\n"),
        (["status", "--socke=x"], "unknown option \"--socke\"; did you mean --socket? See"),
        (["status", "-x"], "unknown option \"-x\"; see \"notifyctl help status\""),
        (["status", "--socket"], "--socket needs a value: --socket PATH"),
        (["start-schedule", "a", "--wait=yes"], "--wait takes no value"),
        (["status", "more"], "status has no use for \"more\""),
        (["status", "-p", "x"], "unknown option \"-p\""),
        (["-p", "x", "status"], "status has no use for --project"),
        (["show-run"], "show-run needs RUN"),
        (["status", "--output=xml"], "--output takes table or json, not \"xml\""),
        (["list-runs", "--limit=none"], "--limit takes a number from 1 to 1000000"),
        (["list-runs", "--state=bad"], "--state takes one of pending, running"),
        (["show-schedule", "a b"], "\"a b\" is no name"),
        (["show-schedule", "a/b", "-p", "c"], "name two projects"),
        (["show-schedule", "a\u{1B}[0m"], "\\u{1B}"),
        (["next-occurrences"], "needs SCHEDULE or --expression"),
        (["next-occurrences", "x", "--timezone=UTC"], "--timezone goes with --expression"),
        (
            ["next-occurrences", "--expression=@daily", "--timezone=Nowhere"],
            "time zone \"Nowhere\""
        ),
        (["next-occurrences", "--expression=@daily", "--timezone=../etc"], "time zone \"../etc\""),
        (["next-occurrences", "--expression=@daily", "--from=now"], "--from takes an instant"),
        (["next-occurrences", "--expression=99 * * * *"], "99"),
        (["next-occurrences", "--expression=@daily", "--count=1001"], "from 1 to 1000"),
        (["set-schedule-notifications", "x"], "by one of FILE, --notification and --none"),
        (["set-schedule-notifications", "x", "f", "--none"], "by one of FILE"),
        (["set-schedule-notifications", "x", "--notification=kind=slakc"], "slack"),
        (
            ["set-run-notifications", "x", "--notification=kind=console", "--notification=name=b"],
            "--notification 2: kind: \"kind\" is missing"
        ),
        (
            ["set-project-notifications", "x", "--notification=kind=webhook,url=nowhere"],
            "--notification: url: is no usable URL"
        ),
        (["set-run-notifications", "x"], "by one of FILE, --notification and --none"),
        (["set-project-notifications", "x/y", "--none"], "\"x/y\" is no name"),
        (["set-project-notifications", "x", "-p", "y", "--none"], "unknown option \"-p\""),
        (["list-notifications", "x", "--run=y"], "one of SCHEDULE, --run and --project-only"),
        (["list-notifications", "--project-only=x", "-py"], "name two projects"),
        (["list-notifications", "--project-only=a b"], "\"a b\" is no name"),
        (["apply", "-", "-"], "standard input can be read only once"),
    ])
    func `wrong usage is told, and nothing is done`(words: [String], message: String) async throws {
        let result = try await Notifyctl.run(words, environment: ["NOTIFYD_SOCKET=/nonexistent"])
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
