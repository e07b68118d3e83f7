import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct CompletionTests {
    /// The words that are offered, without how.
    private func offered(
        _ words: [String], at socket: String = "/nonexistent", patience: String = "10m"
    ) async throws -> [String] {
        let result = try await Notifyctl.run(
            ["complete", "--"] + words,
            environment: [
                "NOTIFYD_SOCKET=\(socket)", "NOTIFYD_COMPLETION_PATIENCE=\(patience)",
            ])
        #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
        return result.output.split(separator: "\n").dropFirst().map { line in
            String(line.split(separator: "\t", omittingEmptySubsequences: false)[0])
        }
    }

    @Test func `every verb of the help is offered, and no other`() async throws {
        let help = try await Notifyctl.run(["help"]).output
        let verbs = help.split(separator: "\n").drop { $0 != "Verbs:" }.dropFirst()
            .prefix { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first }
        #expect(try await offered([""]) == verbs.map(String.init))
        #expect(!verbs.contains("complete") && verbs.contains("completion"))
    }

    @Test func `every option of a verb's help is offered after it`() async throws {
        for verb in try await offered([""]) {
            let help = try await Notifyctl.run(["help", verb]).output
            let table = help[..<(help.firstRange(of: "\nExample:")?.lowerBound ?? help.endIndex)]
            let options = table.matches(of: /(?m)^ +(?:-., )?(--[a-z-]+)/).map { String($0.1) }
            #expect(try await offered([verb, "-"]) == options, "\(verb)")
        }
    }

    @Test(arguments: [
        (["list-runs", "--state", ""], ["pending", "running", "completed", "error"]),
        (["list-runs", "--state="], ["--state=pending", "--state=running"]),
        (["--output", ""], ["table", "json"]),
        (["list-runs", "-o", ""], ["table", "json"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["help", ""], ["apply", "check"]),
        (["explain", "--dst-gap="], ["--dst-gap=run", "--dst-gap=skip", "--dst-gap=shift"]),
        (["explain", "--timezone", ""], ["UTC"]),
        (["explain", "--timezone="], ["--timezone=UTC"]),
        (["render", "--occasion", ""], ["pending", "running"]),
        (["send", "--notification", ""], ["name=", "kind=", "notifier=", "when="]),
        (["send", "--notification", "kind="], ["kind=apprise"]),
        (["send", "--notification", "kind=slack,when=error+"], ["kind=slack,when=error+pending"]),
        (["send", "--notification=severity="], ["--notification=severity=debug"]),
        (["add-notifier", "ops", "kind="], ["kind=apprise"]),
    ])
    func `what is known without the service is offered`(
        words: [String], expected: [String]
    ) async throws {
        let offered = try await offered(words)
        #expect(Array(offered.prefix(expected.count)) == expected)
    }

    @Test func `the parameters of a kind are offered once it is named`() async throws {
        let keys = try await offered(["send", "--notification", "when=error,kind=webhook,"])
        #expect(keys.contains("when=error,kind=webhook,url="))
        #expect(!keys.contains("when=error,kind=webhook,webhook="))
    }

    @Test(arguments: [
        ["nonsense", ""], ["nonsense", "--"], ["list-runs", "--nonsense="],
        ["explain", "--from", ""], ["pause-schedule", "x", "--reason", ""], ["list-schedules", ""],
        ["apply", "--", "--x"],
    ])
    func `where nothing is known, nothing is offered`(words: [String]) async throws {
        #expect(try await offered(words).filter { $0 != "--help" } == [])
    }

    @Test(arguments: [
        (["apply", ""], "files\t"), (["apply", "--", ""], "files\t"),
        (["--socket=", ""], "words"), (["--socket="], "files\t--socket="),
        (["exec", "--notifications", ""], "files\t"), (["exec", "--name", "x", ""], "command\t3"),
        (["exec", "--", "git", "pu"], "command\t2"), (["exec", "git", "-"], "command\t1"),
        (["add-notifier", "x", ""], "files\t"), (["add-notifier", "x", "kind="], "parts"),
    ])
    func `the shell is told how to offer`(words: [String], head: String) async throws {
        let result = try await Notifyctl.run(["complete", "--"] + words)
        #expect(result.output.split(separator: "\n").first.map(String.init) == head)
    }

    @Test(arguments: [
        (["show-schedule", ""], ["backup/nightly"]),
        (["show-schedule", "-p", "backup", ""], ["nightly"]),
        (["show-schedule", "--project=backup", ""], ["nightly"]),
        (["list-runs", "-p", ""], ["backup", "default"]),
        (["show-run", ""], ["backup/nightly", Sample.uid]),
        (["show-notifier", ""], ["on-call"]),
        (["send", "--notification", "notifier="], ["notifier=on-call"]),
        (["show-delivery", Sample.uid, ""], ["hook", "team"]),
        (["resend-notifications", "nightly", "--name", ""], ["hook", "team"]),
        (
            ["retry-delivery", ""],
            ["01938e0a-2222-7abc-8def-0123456789ab.hook", "backup/nightly", Sample.uid]
        ),
    ])
    func `the service is asked for names`(words: [String], expected: [String]) async throws {
        let server = try FakeServer()
        #expect(try await offered(words, at: server.path) == expected)
        #expect(server.complaints == [])
    }

    @Test func `the socket that the line names is asked`() async throws {
        let server = try FakeServer()
        #expect(try await offered(["--socket", server.path, "show-notifier", ""]) == ["on-call"])
    }

    @Test func `a service that does not answer is not waited for`() async throws {
        let folder = ScratchDirectory()
        let silent = try UnixSocket.listen(at: folder.file("socket"), mode: 0o600)
        let socket = folder.file("socket")
        #expect(try await offered(["show-schedule", ""], at: socket, patience: "100ms") == [])
        _ = consume silent
    }

    @Test func `a shell that there is no completion for is refused, with those that there are`()
        async throws
    {
        let result = try await Notifyctl.run(["completion", "tcsh"])
        #expect(result.status == 2)
        #expect(result.errors.contains("bash, zsh, fish"))
    }
}
