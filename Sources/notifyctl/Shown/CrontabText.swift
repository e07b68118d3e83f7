import Console
import Definitions
import Domain
import Formats
import Platform

/// What crontabs have come to, for people and programs.
struct CrontabText {
    private let found: ImportedCrontabs
    private let ownUser: String?
    /// Whether cron itself is elsewhere, or switched off with the system that it belongs to.
    private let isForeign: Bool
    private let writer = ScheduleWriter(channels: ScheduleFiles.channels, masksSecrets: false)

    init(_ found: ImportedCrontabs, ownUser: String?, isForeign: Bool) {
        self.found = found
        self.ownUser = ownUser
        self.isForeign = isForeign
    }

    /// What is to be known of files and lines beside the schedules.
    var notes: [String] {
        let more = found.untoldRefusals
        return found.remarks.map { "\($0.place): note: \($0.message)" }
            + found.refused.map { "\($0.place): not taken: \($0.message)" }
            + (more > 0 ? ["and \(more) more lines could not be taken"] : []) + notesOnUsers
    }

    private var notesOnUsers: [String] {
        let users = Set(found.schedules.compactMap(\.definition.user)).sorted()
        let others = users.filter { $0 != ownUser }
        let unknown = users.filter { SystemUser(named: $0) == nil }
        var notes: [String] = []
        if !others.isEmpty {
            notes.append(
                "note: these schedules run as \(others.joined(separator: ", ")): only "
                    + "administrators, root and the group notifyd, may apply them")
        }
        if !unknown.isEmpty {
            notes.append(
                "note: this machine does not know \(unknown.joined(separator: ", ")): their runs "
                    + "will not start"
            )
        }
        return notes
    }

    /// The schedules as `apply` reads them, each below the line that it comes from.
    var yaml: String {
        found.schedules.map { schedule in
            "\(schedule.place): \(schedule.text.replacing("\t", with: " "))".yamlComment + "\n"
                + JSONValue.array([value(schedule.definition)]).yamlText
        }.joined(separator: "\n")
    }

    var object: JSONObject {
        [
            "schedules": .array(found.schedules.map { value($0.definition) }),
            "refused": .array(found.refused.map(Self.value)),
            "remarks": .array(found.remarks.map(Self.value)),
        ]
    }

    private static func value(_ note: ImportedCrontabs.Note) -> JSONValue {
        var object: JSONObject = ["file": .string(note.file)]
        object["line"] = note.line.map { .integer(Int64($0)) }
        object["message"] = .string(note.message)
        return .object(object)
    }

    /// A command for the shell as the text that it is.
    private func value(_ definition: ScheduleDefinition) -> JSONValue {
        guard var object = writer.value(definition).object else { return .null }
        if let line = definition.command.shellLine {
            object[ScheduleField.command.rawValue] = .string(line)
        }
        return .object(object)
    }

    func refusal(_ text: String) -> Failure {
        let count = found.refused.count + found.untoldRefusals
        return Failure("\(count) \(count == 1 ? "line or file" : "lines or files") \(text)")
    }

    /// Creates or replaces the schedules, and tells how to switch off what they take the place of.
    func apply(by invocation: Invocation) async throws {
        guard found.refused.isEmpty else {
            throw refusal(
                "could not be taken, so nothing was applied; without --apply the others are "
                    + "shown, to be applied as a file")
        }
        guard !found.schedules.isEmpty else {
            return try invocation.output.line("Nothing to import.")
        }
        try await checkNames(invocation)
        try await AppliedSchedules.apply(found.schedules.map(\.definition), by: invocation)
        guard !isForeign else { return }
        invocation.output.remark("cron runs all of this as well until you switch it off there:")
        for line in CrontabAdvice(found.schedules).lines {
            invocation.output.remark("  \(line)".printable)
        }
    }

    /// A schedule of the same name that comes from elsewhere is not to be lost.
    private func checkNames(_ invocation: Invocation) async throws {
        let definitions = found.schedules.map(\.definition)
        guard let project = definitions.first?.key.project else { return }
        let rows = try await invocation.connect().list(
            "ListSchedules", ["project": .string(project.text)], member: "schedules",
            atMost: ConsoleLimits.maximumRows
        ).rows
        let known = Dictionary(
            rows.map {
                let schedule = $0["schedule"]
                return (
                    schedule?["name"]?.string ?? "",
                    schedule?["labels"]?[CrontabLabel.key]?.string ?? ""
                )
            }
        ) { first, _ in first }
        let taken = definitions.filter { definition in
            guard let origin = known[definition.key.name.text] else { return false }
            // Standard input may be another crontab each time.
            return origin != definition.labels[CrontabLabel.key] || origin == Files.standardInput
        }
        guard taken.isEmpty else {
            throw Failure(
                "nothing was applied, because schedules from elsewhere have these names; name "
                    + "another --project",
                lines: taken.map {
                    "\($0.key.shortText) is already there, and not from "
                        + "\($0.labels[CrontabLabel.key] ?? "")"
                        .printable
                })
        }
    }
}

extension ImportedCrontabs.Note {
    fileprivate var place: String { file + (line.map { ":\($0)" } ?? "") }
}

extension ImportedCrontabs.Schedule {
    fileprivate var place: String { "\(file):\(line)" }
}
