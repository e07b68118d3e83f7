import Channels
import Console
import Domain
import Foreground
import Formats
import Platform

extension Verb {
    static let exec = Verb(
        "exec", operands: "[--] COMMAND…", count: 1...10_000,
        summary: "run a command here, and tell how it went",
        details: "Runs a command in the foreground, with this terminal and these standard streams, "
            + "and sends its notifications itself; notifyd need not run, and nothing is stored. "
            + "Without notifications the end is shown here, as a notification of the kind console "
            + "does.\n\n"
            + "The exit status is the command's, 128 and the signal's number where a signal ended "
            + "it, 127 where it was not found, 126 where it could not be executed; it is 2 where "
            + "the options are wrong. Signals are passed on to the command, and its end is told all "
            + "the same, for at most \(ForegroundLimits.sending.text) to each destination; what "
            + "could not be sent is said on standard error. Only SIGKILL to notifyctl itself leaves "
            + "the command alone and untold. At its timeout the command gets SIGTERM, and SIGKILL "
            + "\(Domain.Limits.grace.text) later; it alone, and not what it has started. Command lines can be "
            + "seen by everybody on the machine: what is secret is better in a file for "
            + "--notifications.\n\n"
            + "The command finds $NOTIFYD_RUN, $NOTIFYD_SCHEDULE, $NOTIFYD_PROJECT, its parameters "
            + "by their names and in $NOTIFYD_PARAMETERS, and reports results into the file that "
            + "$NOTIFYD_RESULTS names: a line for each key=value, or JSON objects.",
        options: ForegroundArguments.options, takesCommand: true,
        example: "exec --notification kind=slack,webhook=https://… \\\n"
            + "    -- ./train.py --epochs 40"
    ) { invocation in
        let definition = try ForegroundArguments.definition(invocation)
        let sending = try ForegroundArguments.sending(invocation.arguments)
        let output = invocation.output
        let terminal = Terminal.ofStandardError()
        let performer = DirectPerformer { message, entries in
            output.remark(String(MessageText.lines(message, entries, for: terminal).dropLast()))
        }
        let run = ForegroundRun(
            definition, sending: sending, performer: performer,
            channels: ScheduleFiles.kinds.channel(kind:parameters:),
            environment: LocalNotifications.environment
        ) {
            output.remark(
                "\(invocation.program): notifications are being sent, for at most \(sending.text); "
                    + "interrupt again to leave them unsent")
        }
        let finished: FinishedRun
        do throws(SystemError) { finished = try await run.run() } catch {
            throw Failure("the command was not run: \(error)", code: ExitCode(126))
        }
        tell(finished, invocation)
        return ExitCode(finished.status)
    }

    /// The command's status counts, whatever becomes of our own words.
    private static func tell(_ finished: FinishedRun, _ invocation: Invocation) {
        let say = { (text: String) in
            invocation.output.remark("\(invocation.program): \(text.printable)")
        }
        if finished.run.reason == .start { say(finished.run.message) }
        for report in finished.reports {
            let name = "the notification \(report.notification) of \(report.occasion.rawValue)"
            switch report.state {
            case .failed: say("\(name) was not sent: \(report.reason)")
            case .sent where !report.reason.isEmpty: say("\(name) was sent; \(report.reason)")
            case .pending, .sent, .suppressed: break
            }
        }
        if invocation.format == .json {
            let deliveries = finished.reports.map { JSONValue.object($0.object) }
            let line: JSONObject = ["run": finished.object, "deliveries": .array(deliveries)]
            try? invocation.answerOne(line) { "" }
        }
    }
}
