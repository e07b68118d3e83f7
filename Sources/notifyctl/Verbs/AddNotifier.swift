import Channels
import Console
import Definitions
import Domain
import Formats

extension Verb {
    private static let shared = Option("shared", "let everybody use it; for administrators")
    private static let replace = Option("replace", "replace the notifier of that name")

    static let addNotifier = Verb(
        "add-notifier", operands: "NAME PAIRS|FILE", count: 2...2,
        summary: "store a channel with its parameters under a name",
        details:
            "Stores a notifier, which notifications use as \"notifier: NAME\". It is written as "
            + "\"kind=…,url=…\", or read from a file with the keys kind, params and secret_params "
            + "(\"-\" is standard input). Others can see a command line: keep secrets in a file.",
        options: [shared, replace], example: "add-notifier on-call on-call.yaml"
    ) { invocation in
        let name = try invocation.notifier(invocation.operands[0])
        let configuration = try read(invocation.operands[1])
        let writer = ScheduleWriter(channels: ScheduleFiles.channels, masksSecrets: false)
        let (open, secret) = writer.parameters(configuration)
        var parameters: JSONObject = [
            "name": .string(name), "kind": .string(configuration.kind), "params": .object(open),
            "secret_params": .object(secret),
        ]
        if invocation.arguments.has(shared) { parameters["shared"] = true }
        if invocation.arguments.has(replace) { parameters["replace"] = true }
        let reply = try await invocation.connect().call("AddNotifier", parameters)
        try invocation.answer(reply) { "Stored the notifier \(name).\n" }
        return .done
    }

    /// A text of pairs begins with a key and `=`, which no path has to.
    private static func read(_ operand: String) throws(Failure) -> ChannelConfiguration {
        let reader = NotificationReader(
            channels: ScheduleFiles.channels,
            checkParameters: ScheduleFiles.kinds.faults(kind:parameters:), environment: .elsewhere)
        let key = operand.prefix { $0.isASCII && ($0.isLetter || "_.-".contains($0)) }
        guard !key.isEmpty, operand.dropFirst(key.count).first == "=" else {
            let file = try Files.read(operand)
            do throws(InvalidFiles) { return try reader.notifier(inFile: file) } catch {
                throw ScheduleFiles.failure(error)
            }
        }
        do throws(InvalidDefinition) { return try reader.notifier(inText: operand) } catch {
            throw Failure(
                "the notifier is not right; nothing was changed", code: .usage,
                lines: error.description.split(separator: "\n").map { String($0).printable })
        }
    }
}
