import Channels
import Definitions
import Domain
import Formats

/// Readers as the tests use them.
enum Sample {
    /// A file of one schedule, to add to.
    static let good = "name: a\nwhen: '@daily'\ncommand: ls\n"

    /// A channel with a parameter of each form.
    static let everything = ChannelDeclaration(
        kind: "everything", summary: "Has it all.",
        parameters: [
            ParameterDeclaration("text", .text, isRequired: true, meaning: "A text."),
            ParameterDeclaration("flag", .boolean, standard: true, meaning: "A flag."),
            ParameterDeclaration("count", .integer, meaning: "A number."),
            ParameterDeclaration("headers", .object, isSecret: true, meaning: "An object."),
            ParameterDeclaration("body", .any, meaning: "Any value."),
            ParameterDeclaration("token", .text, isSecret: true, meaning: "A secret."),
        ])

    /// A few channels of the table, so that faults which list the known ones stay as they are.
    static let some = ChannelTable.declarations.filter {
        ["console", "git", "mail", "slack", "webhook"].contains($0.kind)
    }

    static let channels = some + [everything]

    /// Their kinds, as errors name them.
    static let kinds = some.map(\.kind).joined(separator: ", ")

    /// Bad are zones that end with `Nowhere` and bodies with `refuse`.
    static let reader = ScheduleReader(
        channels: channels, checkParameters: check,
        checkTimezone: { $0.hasSuffix("Nowhere") ? "there is no time zone \($0)" : nil })

    static let notifications = NotificationReader(channels: channels, checkParameters: check)

    private static let check: NotificationReader.ParameterCheck = { _, parameters in
        guard parameters["body"]?["refuse"] != nil else { return [] }
        return [Fault(path: "body.refuse", message: "is refused")]
    }

    static func schedules(_ text: String) throws -> [ScheduleDefinition] {
        try reader.schedules(inDocuments: try YAMLDocument.nodes(in: text))
    }

    /// Every fault of a file, as it would be printed after the file's name.
    static func faults(_ text: String) -> [String] {
        let file = DefinitionFile(name: "f", bytes: Array(text.utf8))
        do {
            _ = try reader.schedules(inFiles: [file])
            return []
        } catch {
            return error.faults.map { String($0.description.dropFirst(2)) }
        }
    }
}
