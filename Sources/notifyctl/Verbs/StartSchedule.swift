import Console
import Domain
import Formats

extension Verb {
    private static let wait = Option(
        "wait", "wait until the run has ended, and end as its command did")

    private static let parameter = Option(
        "param", value: "KEY=VALUE", "a parameter for this run; may be repeated")

    static let startSchedule = Verb(
        "start-schedule", operands: "SCHEDULE", count: 1...1,
        summary: "run a schedule's command now",
        details: "Starts a run of a schedule, also of a paused one, and shows its uid. --param "
            + "replaces a parameter of the schedule for this run, or adds one; its value is JSON where "
            + "it reads as a number, true, false, null, a list or an object, and otherwise the text "
            + "as it is. With --wait the exit status is that of the command, 128 and the signal's number where a signal "
            + "ended it, and 1 where it did not run.",
        options: [.project, parameter, wait],
        example: "start-schedule retrain --param epochs=40 --wait"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        var call = schedule.parameters
        let parameters = try parameters(invocation.arguments.values(parameter))
        if !parameters.isEmpty { call["parameters"] = .object(parameters) }
        let connection = try await invocation.connect()
        let reply = try await connection.call("StartSchedule", call)
        let uid = reply["run"]?.string ?? ""
        guard invocation.arguments.has(wait) else {
            try invocation.answer(reply) { "Started run \(uid.printable).\n" }
            return .done
        }
        if invocation.format == .table {
            invocation.output.remark("Started run \(uid.printable).")
        }
        let ended = try await connection.call("WaitForRun", ["run": .string(uid)])
        let run = ended["run"] ?? [:]
        try invocation.answer(ended) { RunText.outcome(run, invocation.time) }
        return exitCode(run)
    }

    private static func parameters(_ texts: [String]) throws(Failure) -> JSONObject {
        var parameters: JSONObject = [:]
        for text in texts {
            let (name, value) = try ValueArgument.read(text, in: "--param")
            if let message = RunParameters.fault(ofName: name) {
                throw .usage("--param \(name.printable): \(message)")
            }
            parameters[name] = value
        }
        return parameters
    }

    private static func exitCode(_ run: JSONValue) -> ExitCode {
        if let name = run["signal"]?.string,
            let number = (1...64 as ClosedRange<Int32>).first(where: { SignalName.of($0) == name })
        {
            return ExitCode(128 + number)
        }
        if let code = run["exit_code"]?.integer { return ExitCode(Int32(truncatingIfNeeded: code)) }
        return run["state"]?.string == "completed" ? .done : .failed
    }
}
