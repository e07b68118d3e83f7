import Console
import Definitions
import Domain
import Formats

/// Hands schedules to the service: all of them, or none.
enum AppliedSchedules {
    /// Answers with what has become of each.
    static func apply(
        _ definitions: [ScheduleDefinition], by invocation: Invocation
    ) async throws {
        let writer = ScheduleWriter(channels: ScheduleFiles.channels, masksSecrets: false)
        let parameters: JSONObject = ["schedules": .array(definitions.map(writer.value))]
        guard JSONValue.object(parameters).bytes.count < Limits.frameBytes - 1024 else {
            throw Failure("these files are too large for one request: apply fewer at once")
        }
        let reply: JSONObject
        do {
            reply = try await invocation.connect().call("ApplySchedules", parameters)
        } catch let failure as Failure {
            throw named(failure, definitions)
        }
        try invocation.answer(reply) {
            var table = Table()
            for result in reply["results"]?.array ?? [] {
                table.add(
                    .state(result["change"]?.string ?? ""), Table.Cell(ScheduleText.name(result)))
            }
            return table.text(for: invocation.output.terminal)
        }
    }

    /// The service counts schedules; people name them.
    private static func named(_ failure: Failure, _ definitions: [ScheduleDefinition]) -> Failure {
        func named(_ text: String) -> String {
            guard text.hasPrefix("schedules["), let end = text.firstIndex(of: "]"),
                let index = Int(text.dropFirst("schedules[".count).prefix(while: \.isNumber)),
                definitions.indices.contains(index)
            else { return text }
            let name = definitions[index].key.name
            let rest = text[text.index(after: end)...]
            return rest.first == "." ? "\(name): \(rest.dropFirst())" : "\(name)\(rest)"
        }
        return Failure(
            named(failure.message), code: failure.code, lines: failure.lines.map(named))
    }
}
