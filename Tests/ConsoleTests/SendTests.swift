import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct SendTests {
    private static func send(_ words: String..., input: String = "") async throws
        -> Notifyctl.Result
    {
        try await Notifyctl.run(["send"] + words, input: input)
    }

    @Test func `it says what was sent and what came back, without secrets`() async throws {
        let server = try LoopbackServer { request, _ in
            .status(200, "thanks for \(request.path)\nand good night")
        }
        let result = try await Self.send(
            "--notification",
            "kind=webhook,name=hook,url=\(server.url("/confidential")),headers.X=confidential,"
                + #"override_body={"text":"{{ run.metadata.name }} confidential"}"#)
        #expect(
            result.output == """
                Notification:  hook of the kind webhook
                Occasion:      completed
                Request:       POST http://127.0.0.1:\(server.port)/[secret]
                Body:          {"text":"sample [secret]"}
                Answer:        200 thanks for [secret]
                               and good night
                Verdict:       sent

                """)
        #expect(result.status == 0 && result.errors == "")
        #expect(server.requests.first?.text == #"{"text":"sample confidential"}"#)
    }

    @Test(arguments: [
        (503, "failed, and notifyd would try again: 127.0.0.1:"),
        (404, "failed, and trying again would change nothing: 127.0.0.1:"),
    ])
    func `what is not taken is tried once, and ends with 1`(status: Int, verdict: String)
        async throws
    {
        let server = try LoopbackServer(then: .status(status, "no"))
        let result = try await Self.send("--notification", "kind=webhook,url=\(server.url())")
        #expect(result.status == 1 && server.count == 1)
        #expect(result.output.contains("\nAnswer:        \(status) no\n"))
        #expect(result.output.contains("\nVerdict:       \(verdict)"))
    }

    @Test func `what is left out comes from the caller's environment, and does not show`()
        async throws
    {
        let server = try LoopbackServer(then: .status(200, "ok /confidential"))
        let webhook = "SLACK_WEBHOOK=\(server.url("/confidential"))"
        let words = ["send", "--notification", "kind=slack"]
        let result = try await Notifyctl.run(words, environment: [webhook])
        #expect(result.status == 0, "\(result)")
        #expect(server.requests.map(\.path) == ["/confidential"])
        #expect(!result.output.contains("confidential"))
        let without = try await Notifyctl.run(words)
        #expect(without.status == 2 && without.errors.contains("\"webhook\" is missing"))
        let other = try await Notifyctl.run(
            words, environment: [webhook, "PN_SERVICES=smtp:console"])
        #expect(other.status == 2 && server.count == 1)
        #expect(
            other.errors.contains(
                "the kind slack is not enabled: PN_SERVICES in the environment has mail, console"),
            "\(other)")
    }

    @Test func `logger says the message alone`() async throws {
        let result = try await Self.send(
            "--notification", "kind=logger,severity=warning,message=all is well")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("[warning] Run completed: all is well\n"), "\(result)")
        #expect(!result.output.contains("results"))
    }

    @Test func `a destination that does not answer is named`() async throws {
        let port = try RefusingPort()
        let result = try await Self.send(
            "--notification", "kind=slack,webhook=http://127.0.0.1:\(port.port)/confidential")
        #expect(result.status == 1)
        #expect(
            result.output.contains("Request:       POST http://127.0.0.1:\(port.port)/[secret]"))
        #expect(result.output.contains("\nVerdict:       failed, and notifyd would try again: "))
        #expect(!result.output.contains("Answer") && !result.output.contains("confidential"))
    }

    @Test func `a condition that gives no keeps it back`() async throws {
        let server = try LoopbackServer()
        let result = try await Self.send(
            "--notification",
            "kind=webhook,url=\(server.url()),condition={{ run.status.results.drift > 0.1 }}")
        #expect(result.status == 1 && server.count == 0)
        #expect(
            result.output.hasSuffix("Verdict:       suppressed: its condition gave \"False\"\n"))
    }

    @Test func `it tells of what the notification listens to, or of what is asked`() async throws {
        let server = try LoopbackServer()
        let hook = "kind=webhook,url=\(server.url()),when=timeout"
        for words in [[], ["--occasion=fixed"], ["--occasion=running"], ["--occasion=defined"]] {
            let result = try await Notifyctl.run(["send", "--notification", hook] + words)
            #expect(result.status == 0, "\(result)")
        }
        let bodies = try server.requests.map { try JSONValue(parsing: $0.body) }
        #expect(
            bodies.map { $0["event"]?["occasion"] }
                == ["error", "completed", "running", "defined"])
        #expect(
            bodies.map { $0["runs"]?.array?.first?["status"]?["reason"] }
                == ["timeout", nil, nil, nil])
        #expect(bodies[1]["event"]?["change"] == "fixed")
        #expect(bodies[3]["runs"] == [])
    }

    @Test(arguments: ["run", "object", "runs", ""])
    func `it tells of the run in a file`(form: String) async throws {
        let server = try LoopbackServer()
        let run = """
            {"metadata": {"name": "train", "uid": "\(Sample.uid)"},
             "status": {"state": "aborted", "results": {"drift": 0.2}}}
            """
        let text =
            switch form {
            case "run", "object": "{\"\(form)\": \(run)}"
            case "runs": "{\"name\": \"hook\", \"runs\": [\(run)]}"
            default: run
            }
        let result = try await Self.send(
            "--run=-", "--notification", "kind=webhook,url=\(server.url())", input: text)
        #expect(result.status == 0, "\(result)")
        let body = try JSONValue(parsing: server.requests[0].body)
        #expect(body["message"] == "Run aborted: train")
        #expect(body["event"]?["occasion"] == "aborted")
        #expect(body["runs"]?.array?.first?["status"]?["results"] == ["drift": .number(0.2)])
    }

    @Test func `one of a file's notifications is chosen by its name`() async throws {
        let server = try LoopbackServer()
        let list = """
            - {name: one, kind: console}
            - {name: two, kind: webhook, params: {url: "\(server.url())"}}
            """
        let choose = try await Self.send("-", input: list)
        #expect(choose.status == 2)
        #expect(choose.errors.contains("choose one with --name: one, two"))
        #expect(try await Self.send("-", "--name=two", input: list).status == 0)
        #expect(server.count == 1)
        let none = try await Self.send("-", "--name=three", input: list)
        #expect(none.status == 4)
        #expect(none.errors == "notifyctl: there is no notification \"three\" among one, two\n")
    }

    @Test func `the console's notification is shown`() async throws {
        let result = try await Self.send(
            "--notification", "kind=console,severity=error,message={{ run.metadata.name }}!")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("[error] Run completed: sample!\nstatus "))
        #expect(result.output.hasSuffix("Verdict:       sent\n"))
    }

    @Test func `programs get one object`() async throws {
        let server = try LoopbackServer(then: .status(500, "broken"))
        let result = try await Self.send(
            "--notification", "kind=webhook,url=\(server.url())", "--output=json")
        let object = try JSONValue(parsing: result.output)
        #expect(object["state"] == "failed" && object["attempts"] == 1)
        #expect(object["answer"] == ["status": 500, "text": "broken"])
        #expect(object["request"]?["method"] == "POST")
    }

    @Test(arguments: [
        ([], "say the notification by one of FILE and --notification"),
        (["--notification=kind=console", "x.yaml"], "by one of FILE and --notification"),
        (["--notification=notifier=on-call"], "names a notifier, which only notifyd knows"),
        (["--notification=kind=console", "--occasion=never"], "--occasion takes one of pending"),
        (["--notification=kind=console", "--run=-"], "standard input is no JSON"),
    ])
    func `what is wrong is said`(words: [String], message: String) async throws {
        let result = try await Notifyctl.run(["send"] + words)
        #expect(result.status == 2 && result.errors.contains(message), "\(result)")
    }

    @Test func `an object that is no run is refused`() async throws {
        let result = try await Self.send(
            "--notification=kind=console", "--run=-", input: #"{"run": {"uid": "x"}}"#)
        #expect(result.status == 2)
        #expect(result.errors.contains("standard input holds no run object"))
    }

    @Test func `a mail is shown as it reads, with the server's answer`() async throws {
        let server = try RudeMailServer(at: "message", "250 2.0.0 queued as 4711")
        let result = try await Self.send(
            "--notification",
            "kind=mail,to=ops@example.org,from=me@example.org,subject=It {{ run.status.state }},"
                + "server=127.0.0.1:\(server.port),message=good night")
        #expect(result.status == 0 && result.errors == "", "\(result)")
        let lines = result.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(
            lines.prefix(5).map(String.init) == [
                "Notification:  mail of the kind mail", "Occasion:      completed",
                "Request:       mail through smtp://127.0.0.1:\(server.port) to ops@example.org",
                "Body:          Subject: It completed", "",
            ], "\(result.output)")
        #expect(lines.contains("Run completed: good night"))
        #expect(lines.contains { $0.hasPrefix("Name:") && $0.hasSuffix("sample") })
        #expect(
            result.output.hasSuffix(
                """
                Answer:        250 2.0.0 queued as 4711
                Verdict:       sent

                """), "\(result.output)")
    }

    @Test(arguments: [
        (0, "sent\n"), (75, "failed, and notifyd would try again: sendmail ended with exit"),
        (67, "failed, and trying again would change nothing: sendmail ended with exit status 67"),
    ])
    func `without a server the local mail system gets it`(status: Int, verdict: String)
        async throws
    {
        let scratch = ScratchDirectory()
        try scratch.writeProgram(
            """
            #!/bin/sh
            echo "$@" > \(scratch.file("arguments")); cat > \(scratch.file("mail"))
            echo "status is \(status)" >&2; exit \(status)

            """, to: "sendmail")
        let result = try await Notifyctl.run(
            program: "/usr/bin/env",
            [
                "PATH=\(scratch.path):/usr/bin:/bin", BuiltProgram.notifyctl, "send",
                "--notification", "kind=mail,to=root,bcc=hidden",
            ])
        #expect(result.status == (status == 0 ? 0 : 1), "\(result)")
        #expect(
            result.output.contains("\nRequest:       mail through the local mail system to root"))
        #expect(result.output.contains("\nAnswer:        \(status) status is \(status)\n"))
        #expect(result.output.contains("\nVerdict:       \(verdict)"), "\(result.output)")
        #expect(try scratch.text("arguments") == "-oi -t\n")
        let mail = try scratch.text("mail")
        #expect(mail.contains("\nTo: root\nBcc: hidden\nSubject: Run completed: sample"))
        #expect(!mail.contains("\r"))
    }
}
