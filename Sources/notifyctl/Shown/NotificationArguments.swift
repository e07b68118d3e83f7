import Channels
import Console
import Definitions
import Domain
import Formats

/// What verbs that set notifications have in common: how a list is said, sent and answered.
enum NotificationArguments {
    static let options = [
        Option(
            "notification", value: "PAIRS",
            "one of them, as \"kind=…,when=…,url=…\"; may be repeated"
        ),
        Option("none", "no notifications at all"),
    ]

    /// How the list may be said, for the end of a help text.
    static let forms =
        "by those of a file (\"-\" is standard input), by those of --notification, in which \"+\" "
        + "joins the words of when, or by none. All are replaced, or, when one is wrong, none."

    private static let (notification, none) = (options[0], options[1])

    /// The list that the operands after the first or the options say.
    static func read(_ invocation: Invocation) throws(Failure) -> [Notification] {
        let texts = invocation.arguments.values(notification)
        let file = invocation.operands.dropFirst().first
        let reader = NotificationReader(
            channels: ScheduleFiles.channels,
            checkParameters: ScheduleFiles.kinds.faults(kind:parameters:), environment: .elsewhere)
        switch (file, texts.isEmpty, invocation.arguments.has(none)) {
        case (let file?, true, false):
            let file = try Files.read(file)
            do throws(InvalidFiles) { return try reader.notifications(inFile: file) } catch {
                throw ScheduleFiles.failure(error)
            }
        case (nil, false, false):
            do throws(InvalidDefinition) { return try reader.notifications(inTexts: texts) } catch {
                throw Failure(
                    "--notification is not right; nothing was changed", code: .usage,
                    lines: error.faults.map { line($0, of: texts.count) })
            }
        case (nil, true, true): return []
        default:
            throw .usage("say the notifications by one of FILE, --notification and --none")
        }
    }

    /// `--notification 2: url: is no usable URL: …`; where there is one, without its number.
    private static func line(_ fault: Fault, of count: Int) -> String {
        let parts = fault.path.split(separator: ".", maxSplits: 1)
        let number = parts.first?.drop { $0 != "[" }.dropFirst().prefix(while: \.isNumber)
        var line = "--notification"
        if count > 1, let index = number.flatMap({ Int($0) }) { line += " \(index + 1)" }
        if parts.count > 1 {
            let params = "\(NotificationField.parameters.rawValue)."
            line += ": \(parts[1].trimmingPrefix(params))"
        }
        return "\(line): \(fault.message)".printable
    }

    /// Sends a list, and tells how many notifications something has now.
    static func set(
        _ notifications: [Notification], of shown: String, by method: String,
        _ parameters: JSONObject, on connection: Connection, _ invocation: Invocation
    ) async throws {
        ScheduleFiles.warn(of: notifications, of: shown, to: invocation)
        let writer = ScheduleWriter(channels: ScheduleFiles.channels, masksSecrets: false)
        var parameters = parameters
        parameters["notifications"] = .array(notifications.map(writer.value))
        let reply = try await connection.call(method, parameters)
        try invocation.answer(reply) {
            switch notifications.count {
            case 0: "\(shown) has no notifications now.\n"
            case 1: "\(shown) has 1 notification now.\n"
            case let count: "\(shown) has \(count) notifications now.\n"
            }
        }
    }
}
