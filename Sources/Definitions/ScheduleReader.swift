package import Domain
package import Formats

/// Reads schedules that somebody wrote in a file or sent over the wire: all of them, or all faults.
package struct ScheduleReader: Sendable {
    let notifications: NotificationReader
    let checkTimezone: @Sendable (_ name: String) -> String?

    /// Takes the channels that notifications may name, what they check themselves, whether secrets may be
    /// references, the environment that what is read will be sent in, and a judge of time zones, which
    /// answers with what is wrong, or nil.
    package init(
        channels: [ChannelDeclaration],
        checkParameters: @escaping NotificationReader.ParameterCheck = { _, _ in [] },
        allowsReferences: Bool = true, environment: ChannelEnvironment = .empty,
        checkTimezone: @escaping @Sendable (_ name: String) -> String?
    ) {
        notifications = NotificationReader(
            channels: channels, checkParameters: checkParameters,
            allowsReferences: allowsReferences, environment: environment)
        self.checkTimezone = checkTimezone
    }

    /// Reads the documents of one file: each is a schedule, a list of them, or an object whose only
    /// key `schedules` is a list of them.
    package func schedules(
        inDocuments documents: [Node]
    ) throws(InvalidDefinition) -> [ScheduleDefinition] {
        var reading = Reading()
        var entries: [Entry] = []
        read(documents: documents, file: nil, into: &entries, reading: &reading)
        reportRepeated(entries) { reading.fault(path: $0, at: $1, $2) }
        guard reading.faults.isEmpty else { throw InvalidDefinition(faults: reading.faults) }
        return entries.compactMap(\.definition)
    }

    /// Reads the schedules of one request.
    package func schedules(
        onWire values: [JSONValue], path: String = "schedules"
    ) throws(InvalidDefinition) -> [ScheduleDefinition] {
        var reading = Reading()
        var entries: [Entry] = []
        let list = Place(path: path, node: Node(json: .array(values)))
        read(list: reading.list(list) ?? [], at: list, file: nil, into: &entries, reading: &reading)
        reportRepeated(entries) { reading.fault(path: $0, at: $1, $2) }
        guard reading.faults.isEmpty else { throw InvalidDefinition(faults: reading.faults) }
        return entries.compactMap(\.definition)
    }

    /// Reads files that are to be applied together.
    package func schedules(
        inFiles files: [DefinitionFile]
    ) throws(InvalidFiles) -> [ScheduleDefinition] {
        var faults: [FileFault] = []
        var entries: [Entry] = []
        for file in files {
            var reading = Reading()
            if let documents = reading.documents(of: file) {
                read(documents: documents, file: file.name, into: &entries, reading: &reading)
            }
            faults += reading.faults.map { FileFault(file: file.name, fault: $0) }
        }
        reportRepeated(entries) { path, position, message, file in
            let position = position.map { Fault.Position($0) }
            faults.append(
                FileFault(
                    file: file ?? "",
                    fault: Fault(path: path, position: position, message: message)))
        }
        guard faults.isEmpty else { throw InvalidFiles(faults: faults) }
        guard entries.count <= Limits.schedulesPerRequest else {
            let message =
                "more than \(Limits.schedulesPerRequest) schedules at once: apply fewer files"
            let fault = Fault(path: "", message: message)
            throw InvalidFiles(faults: [FileFault(file: files.last?.name ?? "", fault: fault)])
        }
        return entries.compactMap(\.definition)
    }

    /// What was found at one place, as far as it could be read.
    private struct Entry {
        let place: Place
        let file: String?
        let key: ScheduleKey?
        let definition: ScheduleDefinition?
    }

    private func read(
        documents: [Node], file: String?, into entries: inout [Entry], reading: inout Reading
    ) {
        let before = (entries.count, reading.faultCount)
        for document in documents where !document.isNull {
            let whole = Place(path: "", node: document)
            switch document.content {
            case .list:
                read(
                    list: reading.list(whole) ?? [], at: whole, file: file, into: &entries,
                    reading: &reading)
            case .map(let members) where members.contains { $0.key == "schedules" }:
                for member in members {
                    let place = whole.member(member)
                    guard member.key == "schedules" else {
                        reading.fault(
                            path: place.path, at: member.keyPosition,
                            "unknown key \"\(member.key.shown)\": beside \"schedules\" nothing else "
                                + "is allowed"
                        )
                        continue
                    }
                    read(
                        list: reading.list(place) ?? [], at: place, file: file, into: &entries,
                        reading: &reading)
                }
            default: read(whole, file: file, into: &entries, reading: &reading)
            }
        }
        if before == (entries.count, reading.faultCount) {
            reading.fault(
                path: "", at: TextPosition(line: 1, column: 1), "there is no schedule in this file")
        }
    }

    private func read(
        list places: [Place], at list: Place, file: String?, into entries: inout [Entry],
        reading: inout Reading
    ) {
        guard places.count <= Limits.schedulesPerRequest else {
            reading.fault(
                list,
                "must have at most \(Limits.schedulesPerRequest) schedules, not \(places.count)")
            return
        }
        for place in places { read(place, file: file, into: &entries, reading: &reading) }
    }

    private func read(
        _ place: Place, file: String?, into entries: inout [Entry], reading: inout Reading
    ) {
        let before = reading.faultCount
        let fields = Fields<ScheduleField>(
            place, of: "a schedule", reading: &reading, advice: Self.advice)
        guard let fields else { return }
        let (key, definition) = definition(fields, reading: &reading)
        entries.append(
            Entry(
                place: place, file: file, key: key,
                definition: reading.faultCount == before ? definition : nil))
    }

    /// Taskcluster's tasks have their notifications one level deeper.
    private static func advice(_ key: String) -> String? {
        guard key == "extra" else { return nil }
        let field = ScheduleField.sections.rawValue
        return "unknown key \"extra\": write its \"\(field)\" among the keys of the schedule"
    }

    private func reportRepeated(
        _ entries: [Entry],
        _ report: (_ path: String, _ at: TextPosition?, _ message: String, _ file: String?) -> Void
    ) {
        var first: [ScheduleKey: Entry] = [:]
        for entry in entries {
            guard let key = entry.key else { continue }
            guard let other = first[key] else {
                first[key] = entry
                continue
            }
            var place = other.place.node.position.map { "at \($0)" } ?? "at \(other.place.path)"
            if let file = other.file, file != entry.file { place += " of \(file)" }
            report(
                entry.place.path, entry.place.node.position,
                "the schedule \(key) is defined twice, first \(place): rename or remove one",
                entry.file)
        }
    }

    private func reportRepeated(
        _ entries: [Entry], _ report: (String, TextPosition?, String) -> Void
    ) {
        reportRepeated(entries) { path, position, message, _ in report(path, position, message) }
    }
}

extension Reading {
    /// The documents of a file, or nil with its fault reported.
    mutating func documents(of file: DefinitionFile) -> [Node]? {
        do {
            return try YAMLDocument.nodes(in: file.bytes)
        } catch {
            fault(path: "", at: error.position, error.message)
            return nil
        }
    }
}
