import Console
import Definitions
import Domain
import Foreground
import Formats

/// The command line of `exec` as what a schedule would say.
enum ForegroundArguments {
    private static let name = Option(
        "name", value: "NAME", "what the run is called; otherwise as its program")
    private static let label = Option("label", value: "KEY=VALUE", "a label; may be repeated")
    private static let parameter = Option(
        "param", value: "KEY=VALUE", "a parameter of the run; may be repeated")
    private static let file = Option(
        "notifications", value: "FILE", "the notifications of a file")
    private static let timeout = Option(
        "timeout", value: "DURATION", "end the command after so long, such as 90s or 1h30m")
    private static let within = Option(
        "send-within", value: "DURATION",
        "try for so long to tell what happened; \(ForegroundLimits.sending.text)")
    private static let shell = Option("shell", "the command is one line for /bin/sh")

    static let options = [
        name, .project, label, parameter, LocalNotifications.notification, file, timeout, within,
        shell,
    ]

    static func definition(_ invocation: Invocation) throws(Failure) -> ScheduleDefinition {
        let arguments = invocation.arguments
        let command = try command(invocation)
        let key = ScheduleKey(
            project: try arguments.value(.project).map(checkedName) ?? .defaultProject,
            name: try checkedName(arguments.value(name) ?? standardName(command)))
        var definition = ScheduleDefinition(
            key: key, labels: try labels(arguments.values(label)), when: "", command: command,
            timeout: try duration(
                timeout, arguments, in: .milliseconds(1)...DefinitionLimits.timeout),
            notifications: try notifications(arguments))
        definition.parameters = try parameters(arguments.values(parameter), for: definition)
        return definition
    }

    private static func command(_ invocation: Invocation) throws(Failure) -> CommandLine {
        let words = invocation.operands
        guard words.reduce(0, { $0 + $1.utf8.count + 1 }) <= Domain.Limits.commandBytes else {
            throw .usage("a command may have \(Domain.Limits.commandBytes / 1024) KiB")
        }
        guard invocation.arguments.has(shell) else { return CommandLine(arguments: words) }
        guard words.count == 1 else {
            throw .usage("--shell takes the command as one word: put it in quotes")
        }
        return CommandLine(shell: words[0])
    }

    private static func checkedName(_ text: String) throws(Failure) -> Name {
        do throws(NameError) { return try Name(text) } catch { throw .usage(error.description) }
    }

    /// The last part of the program's path, as far as a name can have it.
    private static func standardName(_ command: CommandLine) -> String {
        let program = command.arguments[0].split(separator: "/").last ?? ""
        let text = program.unicodeScalars.prefix(Domain.Limits.nameLength)
            .map { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? $0 : "-" }
            .drop { $0 == "-" }
        return text.isEmpty ? "command" : String(String.UnicodeScalarView(text))
    }

    private static func labels(_ texts: [String]) throws(Failure) -> [String: String] {
        guard texts.count <= Domain.Limits.labels else {
            throw .usage("there may be \(Domain.Limits.labels) labels, not \(texts.count)")
        }
        var labels: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw .usage("--label takes key=value, not \"\(text.printable)\"")
            }
            if let message = LabelRules.fault(key: String(parts[0]), value: String(parts[1])) {
                throw .usage("--label \"\(text.printable)\": \(message)")
            }
            labels[String(parts[0])] = String(parts[1])
        }
        return labels
    }

    /// How long one event is tried to be told to one destination.
    static func sending(_ arguments: Arguments) throws(Failure) -> Duration {
        try duration(within, arguments, in: ForegroundLimits.sendingRange)
            ?? ForegroundLimits.sending
    }

    private static func duration(
        _ option: Option, _ arguments: Arguments, in range: ClosedRange<Duration>
    ) throws(Failure) -> Duration? {
        guard let text = arguments.value(option) else { return nil }
        guard let duration = Duration(text: text), range.contains(duration) else {
            throw .usage(
                "--\(option.name) takes a duration such as 90s or 1h30m, from "
                    + "\(range.lowerBound.text) to \(range.upperBound.text), "
                    + "not \"\(text.printable)\"")
        }
        return duration
    }

    private static func parameters(
        _ texts: [String], for definition: ScheduleDefinition
    ) throws(Failure) -> JSONObject {
        var parameters: JSONObject = [:]
        for text in texts {
            let (name, value) = try ValueArgument.read(text, in: "--param")
            parameters[name] = value
        }
        let faults = RunParameters.faults(parameters, for: definition, path: "--param")
        if let fault = faults.first { throw .usage("\(fault.path): \(fault.message)".printable) }
        return parameters
    }

    /// Those that are named; where none is, the end is shown on the terminal.
    private static func notifications(_ arguments: Arguments) throws(Failure) -> [Notification] {
        let texts = arguments.values(LocalNotifications.notification)
        let notifications: [Notification]
        switch (texts.isEmpty, arguments.value(file)) {
        case (true, nil): notifications = try LocalNotifications.read(texts: ["kind=console"])
        case (false, nil): notifications = try LocalNotifications.read(texts: texts)
        case (true, "-"?): throw .usage("standard input is the command's: name a file")
        case (true, let path?): notifications = try LocalNotifications.read(file: path)
        case (false, .some):
            throw .usage("say the notifications by one of --notification and --notifications")
        }
        for notification in notifications where !notification.isForForeground {
            let words = notification.when.map(\.rawValue).joined(separator: ", ")
            throw .usage(
                "the notification \(notification.name) would never be sent: a run without notifyd "
                    + "does not come to \(words)")
        }
        return notifications
    }
}
