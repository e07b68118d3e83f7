import Domain
import Formats
import Rendering
import TestKit
import Testing

/// The manual page names all that a template sees.
struct ManualTests {
    private static let words: Set<String> = {
        let path = "\(#filePath)".dropLast("Tests/RenderingTests/ManualTests.swift".count)
        let page = try? WholeFile.text("\(path)Packaging/man/notifyd-templates.7")
        return Set((page ?? "").split { [" ", "\n", ","].contains($0) }.map(String.init))
    }()

    /// The names of a value's members, down to what an author gives names to.
    private func paths(_ name: String, _ value: JSONValue?) -> [String] {
        let ends = ["labels", "parameters", "results", "params", "usage", "schedule"]
        let isEnd = name.contains(".") && ends.contains { name.hasSuffix(".\($0)") }
        guard !isEnd, let members = value?.object?.members else { return [name] }
        return members.flatMap { paths("\(name).\($0.name)", $0.value) }
    }

    /// The webhook's body that the page of events shows.
    private func example() throws -> JSONValue {
        let path = "\(#filePath)".dropLast("Tests/RenderingTests/ManualTests.swift".count)
        let page = try WholeFile.text("\(path)Packaging/man/notifyd-events.7")
        let body = page.split(separator: "\n").drop { $0 != ".Sh BODY" }.drop { $0 != "{" }
        return try JSONValue(parsing: body.prefix { $0 != ".Ed" }.joined(separator: "\n"))
    }

    @Test func `the body in the manual of events has the members of a real one`() throws {
        let example = try example()
        var sample = Sample()
        sample.reason = .exit
        sample.change = .broken
        let variables = Composer.variables(try sample.event(), try Sample.notification())
        #expect(
            Set(paths("event", example["event"])) == Set(paths("event", variables["event"])))
        let run = try #require(example["runs"]?.array?.first)
        #expect(paths("run", run).count > 20)
        for path in paths("run", run) { #expect(Self.words.contains(path), "\(path)") }
    }

    private func expectManual(_ name: String, _ value: JSONValue?) {
        let paths = paths(name, value)
        #expect(paths.count > 1)
        for path in paths { #expect(Self.words.contains(path), "\(path)") }
    }

    @Test func `what templates see beside the run stands in the manual`() throws {
        var sample = Sample()
        sample.reason = .exit
        sample.change = .broken
        let event = try sample.event()
        let variables = Composer.variables(event, try Sample.notification())
        for name in variables.names { #expect(Self.words.contains(name), "\(name)") }
        for name in ["event", "notification", "schedule", "links"] {
            expectManual(name, variables[name])
        }
        let notifier = Notification(name: try Name("n"), target: .notifier(try Name("ops")))
        expectManual("notification", Composer.variables(event, notifier)["notification"])
    }

    @Test(arguments: [Domain.ExitStatus.exited(2), .signalled(9)])
    func `every member of a run stands in the manual`(exit: Domain.ExitStatus) throws {
        let run = Run(
            uid: try Sample.uid(Sample.runID), scheduleID: 1,
            key: ScheduleKey(name: try Name("nightly")), owner: Owner(uid: 0), trigger: .schedule,
            occurrence: .sampleNow, state: .running, createdAt: .sampleNow,
            startedAt: .sampleNow, definitionID: 1, notificationSets: NotificationSets(own: 1))
        let usage = ResourceUsage(user: .zero, system: .zero, peakMemory: 1, wall: .zero)
        let outcome = RunOutcome.ended(
            exit, usage: usage, timedOut: false, aborted: false, successExitCodes: [0])
        let definition = ScheduleDefinition(
            key: run.key, when: "@daily", command: CommandLine(shell: "exit 2"))
        expectManual(
            "run",
            run.ended(outcome, at: .sampleNow).snapshot(
                definition: definition, notifications: [], logTail: "line"))
    }
}
