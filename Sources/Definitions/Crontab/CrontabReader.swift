import Domain
import Formats

/// Makes schedules of crontabs, which mean what they mean to Debian's cron: cron(8), crontab(5).
///
/// What other crons know besides is taken as they mean it: `CRON_TZ` and `RANDOM_DELAY` of cronie,
/// and a `-` before a line. A line that cannot be taken is refused with its reason, and the others
/// are taken, where cron would read nothing of the file.
package struct CrontabReader: Sendable {
    package private(set) var found = ImportedCrontabs()
    let settings: CrontabSettings
    private let check: @Sendable (JSONValue) -> [Fault]
    private let writer: ScheduleWriter
    private var names = UniqueNames()

    /// Takes the judge of schedules, so that what is made can be applied.
    package init(_ settings: CrontabSettings, reader: ScheduleReader) {
        self.settings = settings
        writer = ScheduleWriter(channels: [], masksSecrets: false)
        check = { schedule in
            do throws(InvalidDefinition) {
                _ = try reader.schedules(onWire: [schedule], path: "")
                return []
            } catch {
                return error.faults
            }
        }
    }

    /// Reads one more crontab, whose names are to differ from those of the others.
    package mutating func read(_ file: CrontabFile) {
        let lines = CrontabLines(file.bytes)
        remark(of: lines, in: file)
        var variables = CrontabVariables()
        var comments = CrontabComments()
        for line in lines.lines {
            guard let text = line.text else {
                found.refuse(file.name, line: line.number, line.fault ?? "")
                comments.reset()
                continue
            }
            if text.isEmpty {
                comments.reset()
            } else if line.isComment {
                comments.add(text)
            } else if let variable = CrontabVariable(text.utf8) {
                comments.reset()
                take(variable, of: line, in: file, into: &variables)
            } else {
                take(line, text, in: file, variables: variables, description: comments.take())
            }
        }
    }

    /// Tells of something that could not be read.
    package mutating func refuse(_ file: String, _ message: String) {
        found.refuse(file, line: nil, message)
    }

    /// Tells of something beside the lines.
    package mutating func remark(_ file: String, _ message: String) {
        found.remark(file, line: nil, message)
    }

    private mutating func remark(of lines: CrontabLines, in file: CrontabFile) {
        if let line = lines.firstForeignEnd {
            found.remark(
                file.name, line: line,
                "it ends with a carriage return, which cron would give to the command; here it "
                    + "is left out"
            )
        }
        if lines.endsWithinLine {
            found.remark(
                file.name, line: lines.lines.last?.number,
                "it has no line break at its end, and Debian's cron reads nothing of such a file")
        }
    }

    private mutating func take(
        _ variable: CrontabVariable, of line: CrontabLines.Line, in file: CrontabFile,
        into variables: inout CrontabVariables
    ) {
        switch variables.set(variable) {
        case .taken: break
        case .remark(let message): found.remark(file.name, line: line.number, message)
        case .refused(let message): found.refuse(file.name, line: line.number, message)
        }
        if variable.isOverlong {
            found.remark(
                file.name, line: line.number,
                "Debian's cron would cut so long a line; here it counts as it is")
        }
    }

    private mutating func take(
        _ line: CrontabLines.Line, _ text: String, in file: CrontabFile,
        variables: CrontabVariables,
        description: String
    ) {
        let job: CrontabJob
        do throws(CrontabJob.Fault) { job = try CrontabJob(text, format: file.format) } catch {
            return found.refuse(file.name, line: line.number, error.message)
        }
        var definition = CrontabSchedule(
            job: job, file: file, variables: variables, description: description, settings: settings
        ).definition(name: .sample)
        // Mail is a channel like others, and whoever applies the schedule judges its addresses.
        let faults = check(writer.value(definition.withoutNotifications))
        guard faults.isEmpty else {
            let reasons = faults.map { fault in
                fault.path.hasSuffix(".when") ? fault.message : "\(fault.lastKey): \(fault.message)"
            }
            return found.refuse(file.name, line: line.number, reasons.joined(separator: "; "))
        }
        let name = names.next(Self.name(of: job, in: file))
        definition.key = ScheduleKey(project: settings.project, name: name)
        found.add(
            ImportedCrontabs.Schedule(
                definition: definition, file: file.name, line: line.number, text: text))
    }

    /// The command's name, behind that of its file unless it begins like that.
    private static func name(of job: CrontabJob, in file: CrontabFile) -> String {
        let command = CommandName.text(of: CrontabCommand(job.command).text)
        guard let prefix = file.prefix.flatMap(CommandName.slug) else { return command ?? "job" }
        guard let command, !prefix.hasPrefix(command) else { return prefix }
        return command.hasPrefix(prefix) ? command : "\(prefix)-\(command)"
    }
}

extension ScheduleDefinition {
    fileprivate var withoutNotifications: ScheduleDefinition {
        var definition = self
        definition.notifications = []
        return definition
    }
}

extension Fault {
    /// `user` of `[0].user`.
    fileprivate var lastKey: Substring { path.drop { $0 != "." }.dropFirst() }
}
