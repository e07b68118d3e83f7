import Domain
import Formats
import Recurrence

extension ScheduleReader {
    /// The schedule, as far as it could be read; it counts only when no fault was reported.
    func definition(
        _ fields: Fields<ScheduleField>, reading: inout Reading
    ) -> (key: ScheduleKey?, definition: ScheduleDefinition?) {
        fields.reportMissing(
            ScheduleField.required,
            why: [
                .name: "say what the schedule is called",
                .when: "say when it is due, such as \"0 2 * * *\" or \"every 15m\"",
                .command: "say what to run",
            ], reading: &reading)
        let name = fields[.name].flatMap { reading.name($0) }
        let project = fields[.project].map { reading.name($0) } ?? .defaultProject
        let key = name.flatMap { name in project.map { ScheduleKey(project: $0, name: name) } }

        let when = fields[.when].flatMap { reading.text($0, atMost: DefinitionLimits.whenLength) }
        let timezone = fields[.timezone].flatMap {
            reading.text($0, atMost: DefinitionLimits.wordLength)
        }
        let expression = expression(
            fields, of: key, when: when, timezone: timezone, reading: &reading)

        let command = fields[.command].flatMap { self.command($0, reading: &reading) }
        let environment =
            fields[.environment].map { self.environment($0, reading: &reading) } ?? [:]
        let parameters =
            fields[.parameters].map {
                self.parameters($0, beside: environment, reading: &reading)
            } ?? [:]
        checkSize(fields, command: command, environment: environment, reading: &reading)

        let description = fields[.description].flatMap {
            reading.text($0, atMost: DefinitionLimits.descriptionLength, mayBeEmpty: true)
        }
        let labels = fields[.labels].map { self.labels($0, reading: &reading) } ?? [:]
        let directory = fields[.directory].flatMap { self.directory($0, reading: &reading) }
        let user = fields[.user].flatMap { self.user($0, reading: &reading) }
        let limits = fields[.limits].map { self.limits($0, reading: &reading) } ?? RunLimits()
        let timeout = fields[.timeout].flatMap {
            reading.duration($0, in: .milliseconds(1)...DefinitionLimits.timeout)
        }
        let grace = fields[.grace].flatMap {
            reading.duration($0, in: .zero...DefinitionLimits.grace)
        }
        let codes = fields[.successExitCodes].map { exitCodes($0, reading: &reading) } ?? [0]
        let policies = policies(
            fields, expression: expression, successExitCodes: codes, reading: &reading)
        let paused = fields[.paused].flatMap { reading.bool($0) }
        let notifications = notifications.notifications(
            fields[.notifications], sections: fields[.sections], reading: &reading)

        guard let key, let when, let command else { return (key, nil) }
        let definition = ScheduleDefinition(
            key: key, description: description ?? "", labels: labels, when: when,
            timezone: timezone, command: command, environment: environment, parameters: parameters,
            directory: directory, user: user, limits: limits, timeout: timeout,
            grace: grace ?? Limits.grace, successExitCodes: codes, policies: policies,
            paused: paused, notifications: notifications)
        return (key, definition)
    }

    private func expression(
        _ fields: Fields<ScheduleField>, of key: ScheduleKey?, when: String?, timezone: String?,
        reading: inout Reading
    ) -> Expression? {
        if let place = fields[.timezone], let timezone, let message = checkTimezone(timezone) {
            reading.fault(place, message)
        }
        guard let place = fields[.when], let when else { return nil }
        let expression: Expression
        do throws(ExpressionError) {
            // What H draws may be a day that never comes.
            expression = try Expression(
                when,
                seed: key.map { Expression.seed(project: $0.project.text, name: $0.name.text) }
                    ?? 0)
        } catch {
            reading.fault(place, error.description)
            return nil
        }
        guard let own = expression.zoneName else { return expression }
        if let message = checkTimezone(own) {
            reading.fault(place, message)
        } else if let place = fields[.timezone], let timezone, timezone != own {
            reading.fault(
                place, "\"when\" names the time zone \(own) itself: leave out one of the two")
        }
        return expression
    }

    private func command(_ place: Place, reading: inout Reading) -> CommandLine? {
        switch place.node.content {
        case .list:
            let before = reading.faultCount
            let words = (reading.list(place) ?? []).map { word in
                reading.word(word, atMost: Limits.commandBytes) ?? ""
            }
            if words.isEmpty {
                reading.fault(place, "must name a program")
            } else if words[0].isEmpty, reading.faultCount == before {
                reading.fault(place, "must begin with the name of a program, not an empty text")
            }
            return words.isEmpty ? nil : CommandLine(arguments: words)
        case .map, .null, .bool, .integer, .number:
            reading.wrongForm(
                place, wanted: "a list of the program and its arguments, or a text for the shell",
                hint: place.node.source == nil ? "" : ": put it in quotes")
            return nil
        case .text:
            guard let line = reading.text(place, atMost: Limits.commandBytes) else { return nil }
            if line.allSatisfy(\.isWhitespace) { reading.fault(place, "must not be blank") }
            return CommandLine(shell: line)
        }
    }

    private func environment(_ place: Place, reading: inout Reading) -> [String: String] {
        var environment: [String: String] = [:]
        for (name, place) in reading.map(place) ?? [] {
            if name.isEmpty || name.contains("=") || name.utf8.contains(0) {
                reading.fault(
                    path: place.path, at: place.keyPosition,
                    "the name of a variable must not be empty or contain = or a NUL byte")
            } else if name.hasPrefix("NOTIFYD_") {
                reading.fault(
                    path: place.path, at: place.keyPosition,
                    "names that begin with NOTIFYD_ are notifyd's own: choose another")
            }
            environment[name] = reading.word(place, atMost: Limits.commandBytes)
        }
        return environment
    }

    private func checkSize(
        _ fields: Fields<ScheduleField>, command: CommandLine?, environment: [String: String],
        reading: inout Reading
    ) {
        let arguments = (command?.arguments ?? []).reduce(0) { $0 + $1.utf8.count + 1 }
        let bytes = environment.reduce(arguments) {
            $0 + $1.key.utf8.count + $1.value.utf8.count + 2
        }
        guard bytes > Limits.commandBytes, let place = fields[.command] ?? fields[.environment]
        else {
            return
        }
        reading.fault(
            place,
            "command and environment together must have at most \(Limits.commandBytes / 1024) KiB: "
                + "put long texts into a file")
    }

    private func labels(_ place: Place, reading: inout Reading) -> [String: String] {
        var labels: [String: String] = [:]
        let members = reading.map(place) ?? []
        guard members.count <= Limits.labels else {
            reading.fault(place, "must have at most \(Limits.labels) labels, not \(members.count)")
            return [:]
        }
        for (key, place) in members {
            if let message = LabelRules.fault(key: key) {
                reading.fault(path: place.path, at: place.keyPosition, message)
            }
            labels[key] = reading.word(place, atMost: DefinitionLimits.labelValueLength)
        }
        return labels
    }

    private func directory(_ place: Place, reading: inout Reading) -> String? {
        guard let path = reading.text(place, atMost: Limits.pathBytes) else { return nil }
        if !path.hasPrefix("/") {
            reading.fault(place, "must be an absolute path, beginning with /")
        } else if path.utf8.count > Limits.pathBytes {
            reading.fault(place, "must have at most \(Limits.pathBytes) bytes")
        }
        return path
    }

    private func user(_ place: Place, reading: inout Reading) -> String? {
        guard let user = reading.text(place, atMost: DefinitionLimits.wordLength) else {
            return nil
        }
        if user.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: ":") }) {
            reading.fault(place, "must be the name of a system user, without blanks and colons")
        }
        return user
    }

    private func limits(_ place: Place, reading: inout Reading) -> RunLimits {
        var limits = RunLimits()
        guard let fields = Fields<LimitField>(place, of: "limits", reading: &reading) else {
            return limits
        }
        limits.memory = fields[.memory].flatMap { reading.size($0, in: DefinitionLimits.memory) }
        limits.cpu = fields[.cpu].flatMap { reading.thousandths($0, in: DefinitionLimits.cpu) }
        limits.processes = fields[.processes].flatMap {
            reading.integer($0, in: DefinitionLimits.processes)
        }
        limits.openFiles = fields[.openFiles].flatMap {
            reading.integer($0, in: DefinitionLimits.openFiles)
        }
        limits.nice = fields[.nice].flatMap { reading.integer($0, in: DefinitionLimits.nice) }
            .map { Int32($0) }
        if let place = fields[.output] {
            limits.output = reading.size(place, in: DefinitionLimits.output) ?? limits.output
        }
        return limits
    }

    private func exitCodes(_ place: Place, reading: inout Reading) -> [Int32] {
        guard let places = reading.list(place) else { return [] }
        if places.isEmpty {
            reading.fault(place, "must name at least one exit status, or be left out")
        }
        let codes = places.compactMap { reading.integer($0, in: DefinitionLimits.exitCodes) }
        return Set(codes.map { Int32($0) }).sorted()
    }
}
