import TestKit
import Testing

/// The completions in real shells, at a terminal.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct ShellTests {
    private static let lines: [(line: String, offered: [String])] = [
        ("notifyctl list-sch", ["list-schedules"]),
        ("notifyctl comp", ["completion"]),
        ("notifyctl completion ", ["bash", "zsh", "fish"]),
        ("notifyctl list-runs --sta", ["--state"]),
        ("notifyctl list-runs --state=err", ["--state=error"]),
        (
            "notifyctl list-runs --state ",
            ["pending", "running", "completed", "error", "aborted", "skipped"]
        ),
        ("notifyctl show-schedule ", ["backup/nightly"]),
        ("notifyctl show-schedule -p backup ni", ["nightly"]),
        ("notifyctl list-runs --project ", ["backup", "default"]),
        ("notifyctl logs ", ["backup/nightly", Sample.uid]),
        ("notifyctl show-delivery \(Sample.uid) ", ["hook", "team"]),
        ("notifyctl remove-notifier o", ["on-call"]),
        ("notifyctl send --notification kind=sla", ["kind=slack"]),
        (
            "notifyctl send --notification kind=webhook,when=error+comp",
            ["kind=webhook,when=error+completed"]
        ),
        ("notifyctl apply sched", ["schedule.yaml"]),
        ("notifyctl exec --name x -- cat sched", ["schedule.yaml"]),
        ("notifyctl nonsense ", []),
    ]

    @Test(arguments: TypingShell.Kind.allCases)
    func `a shell offers verbs, options, names and files`(kind: TypingShell.Kind) async throws {
        let server = try FakeServer()
        let shell = try TypingShell(kind, socket: server.path)
        let offered = try await shell.offered(Self.lines.map(\.line))
        for (index, line) in Self.lines.enumerated() {
            // Each shell lists in an order of its own.
            #expect(offered[index].sorted() == line.offered.sorted(), "\(line.line)")
        }
    }

    @Test(arguments: TypingShell.Kind.allCases)
    func `a shell offers what needs no service where there is none`(
        kind: TypingShell.Kind
    ) async throws {
        let shell = try TypingShell(kind, socket: "/nonexistent")
        let offered = try await shell.offered([
            "notifyctl show-schedule ", "notifyctl show-schedule --he",
        ])
        #expect(offered == [[], ["--help"]])
    }
}
