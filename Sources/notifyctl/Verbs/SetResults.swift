import Console
import Definitions
import Domain
import Formats

extension Verb {
    private static let run = Option(
        "run", value: "RUN", "its uid, or a schedule for its last run; $NOTIFYD_RUN")

    static let setResults = Verb(
        "set-results", operands: "KEY=VALUE… | -", count: 1...Domain.Limits.results,
        summary: "report results of a run that is under way",
        details: "Reports results, from within the run's command or from elsewhere; a later value "
            + "replaces an earlier one of the same name. A value is JSON where it reads as a number, "
            + "true, false, null, a list or an object, and otherwise the text as it is. \"-\" reads a "
            + "JSON object of them from standard input. A command may also write them, line by line, "
            + "into the file that $NOTIFYD_RESULTS names.",
        options: [.project, run], example: "set-results accuracy=0.93 'classes=[\"cat\",\"dog\"]'"
    ) { invocation in
        var results: JSONObject = [:]
        for operand in invocation.operands {
            for (name, value) in try members(operand) { results[name] = value }
        }
        if let file = LocalResults.file, !invocation.arguments.has(run) {
            try LocalResults.append(results, to: file)
            let uid = EnvironmentVariable.text("NOTIFYD_RUN") ?? ""
            try invocation.answer([:]) { reported(results, uid) }
            return .done
        }
        guard let run = invocation.arguments.value(run) ?? EnvironmentVariable.text("NOTIFYD_RUN")
        else { throw Failure.usage("name the run with --run, or report from within its command") }
        let connection = try await invocation.connect()
        let uid = try await invocation.run(run, on: connection)
        let reply = try await connection.call(
            "SetResults", ["run": .string(uid), "results": .object(results)])
        try invocation.answer(reply) { reported(results, uid) }
        return .done
    }

    private static func reported(_ results: JSONObject, _ uid: String) -> String {
        let count = results.count == 1 ? "1 result" : "\(results.count) results"
        return "Reported \(count) of run \(uid.printable).\n"
    }

    private static func members(_ operand: String) throws(Failure) -> [(String, JSONValue)] {
        guard operand == "-" else { return [try ValueArgument.read(operand, in: "set-results")] }
        let input = try Files.read("-")
        do throws(JSONError) {
            if let object = try JSONValue(parsing: input.bytes).object {
                return object.members.map { ($0.name, $0.value) }
            }
        } catch {
            throw .usage("\(input.name) is no JSON object: \(error)")
        }
        throw .usage("\(input.name) is no JSON object: write {\"key\": value, …}")
    }
}
