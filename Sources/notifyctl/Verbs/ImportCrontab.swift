import Console
import Definitions
import Domain
import Formats
import Glibc
import Platform

extension Verb {
    private static let user = Option("user", short: "u", value: "USER", "the crontab of that user")
    private static let system = Option(
        "system", "/etc/crontab, /etc/cron.d and, for root, all users' crontabs")
    private static let root = Option(
        "root", value: "FOLDER", "read the system that lies there, such as an old disk")
    private static let fileFormat = Option(
        "format", value: "FORMAT", "user, or system with a user before each command")
    private static let mail = Option(
        "mail", value: "WHEN", "failures (the standard), output as well, or none")
    private static let recipient = Option(
        "mail-to", value: "ADDRESS", "who gets mail where there is no MAILTO")
    private static let policies = Option(
        "policies", value: "WHOSE",
        "cron (the standard): runs overlap, missed ones stay missed, and what commands "
            + "leave in the background goes on; or notifyd")
    private static let applies = Option("apply", "create or replace the schedules: all, or none")

    static let importCrontab = Verb(
        "import-crontab", operands: "[FILE…]", count: 0...10_000,
        summary: "make schedules of the lines of crontabs",
        details: "Shows as YAML the schedules that mean what the lines of a crontab mean to cron: "
            + "your own one, or those of files; \"-\" is standard input. Lines that cannot be "
            + "taken "
            + "are told with their reasons, and make the exit status 1. With --apply the schedules "
            + "are created or replaced, if all lines can be taken, and it is told how to switch "
            + "cron's "
            + "off. Schedules for other users need an administrator. notifyd-migration(7) has the "
            + "details.",
        options: [
            user, system, root, fileFormat, .project, mail, recipient, policies, applies,
        ],
        example: "import-crontab --system > schedules.yaml"
    ) { invocation in
        let arguments = invocation.arguments
        var settings = CrontabSettings()
        settings.project = try invocation.project().flatMap { try? Name($0) } ?? .defaultProject
        settings.mail = try choice(mail, arguments) ?? settings.mail
        settings.policies = try choice(policies, arguments) ?? settings.policies
        settings.recipient = arguments.value(recipient)
        settings.ownUser = SystemUser(uid: geteuid())?.name
        let found = try read(invocation, settings)
        let text = CrontabText(
            found, ownUser: settings.ownUser, isForeign: arguments.has(root))
        for note in text.notes { invocation.output.remark(note.printable) }
        if arguments.has(applies) {
            try await text.apply(by: invocation)
        } else {
            try invocation.answer(text.object) { text.yaml }
        }
        guard found.refused.isEmpty else { throw text.refusal("could not be taken; see above why") }
        return .done
    }

    private static func read(
        _ invocation: Invocation, _ settings: CrontabSettings
    ) throws(Failure) -> ImportedCrontabs {
        let arguments = invocation.arguments
        let places = [
            arguments.has(user), arguments.has(system), !invocation.operands.isEmpty,
        ].count { $0 }
        guard places <= 1 else {
            throw .usage("name one of --user, --system and files, not several")
        }
        guard !arguments.has(root) || arguments.has(user) || arguments.has(system) else {
            throw .usage("--root belongs to --system or --user")
        }
        guard !arguments.has(fileFormat) || !invocation.operands.isEmpty else {
            throw .usage("--format belongs to files; what cron has itself is known")
        }
        var crontabs = Crontabs(
            root: arguments.value(root) ?? "",
            reader: CrontabReader(settings, reader: ScheduleFiles.reader))
        if arguments.has(system) {
            crontabs.readSystem()
        } else if let user = arguments.value(user), arguments.has(root) || user != settings.ownUser
        {
            try crontabs.read(ofUser: user)
        } else if invocation.operands.isEmpty {
            try crontabs.readOwn(settings.ownUser ?? "user \(geteuid())")
        } else {
            try crontabs.read(
                files: invocation.operands, format: try choice(fileFormat, arguments))
        }
        return crontabs.reader.found
    }

    private static func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ option: Option, _ arguments: Arguments
    ) throws(Failure) -> Value? {
        guard let text = arguments.value(option) else { return nil }
        guard let value = Value(rawValue: text) else {
            let values = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("--\(option.name) takes one of \(values), not \"\(text.printable)\"")
        }
        return value
    }
}
