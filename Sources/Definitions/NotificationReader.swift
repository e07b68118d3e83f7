package import Domain
package import Formats

/// Reads notifications that somebody wrote in a file, on a command line or sent over the wire.
package struct NotificationReader: Sendable {
    /// What a channel itself finds wrong with parameters that have the form it declares; the paths
    /// begin with a parameter's name.
    package typealias ParameterCheck =
        @Sendable (_ kind: String, _ parameters: JSONObject) -> [Fault]

    let channels: [ChannelDeclaration]
    let checkParameters: ParameterCheck
    let allowsReferences: Bool
    let environment: ChannelEnvironment

    /// Takes the channels that notifications may name, whether secrets may be references, which lead to what
    /// the service alone can read, and the environment that what is read will be sent in.
    package init(
        channels: [ChannelDeclaration],
        checkParameters: @escaping ParameterCheck = { _, _ in [] }, allowsReferences: Bool = true,
        environment: ChannelEnvironment = .empty
    ) {
        self.channels = channels
        self.checkParameters = checkParameters
        self.allowsReferences = allowsReferences
        self.environment = environment
    }

    func parameterReader(_ channel: ChannelDeclaration) -> ParameterReader {
        ParameterReader(
            channel: channel, check: checkParameters, allowsReferences: allowsReferences,
            environment: environment)
    }

    /// Reads the documents of one file, of which there is one: a list of notifications, or an object
    /// whose only key is `notifications` or `notification`, as a schedule has them.
    package func notifications(
        inDocuments documents: [Node]
    ) throws(InvalidDefinition) -> [Notification] {
        var reading = Reading()
        let notifications = read(documents: documents, reading: &reading)
        guard reading.faults.isEmpty else { throw InvalidDefinition(faults: reading.faults) }
        return notifications
    }

    /// Reads one file.
    package func notifications(
        inFile file: DefinitionFile
    ) throws(InvalidFiles) -> [Notification] {
        var reading = Reading()
        let documents = reading.documents(of: file)
        let notifications = documents.map { read(documents: $0, reading: &reading) } ?? []
        guard reading.faults.isEmpty else {
            throw InvalidFiles(
                faults: reading.faults.map { FileFault(file: file.name, fault: $0) })
        }
        return notifications
    }

    /// Reads the notifications of one request.
    package func notifications(
        onWire values: [JSONValue], path: String = "notifications"
    ) throws(InvalidDefinition) -> [Notification] {
        var reading = Reading()
        let notifications = list(
            Place(path: path, node: Node(json: .array(values))), reading: &reading)
        guard reading.faults.isEmpty else { throw InvalidDefinition(faults: reading.faults) }
        return notifications
    }

    private func read(documents: [Node], reading: inout Reading) -> [Notification] {
        let documents = documents.filter { !$0.isNull }
        guard documents.count == 1 else {
            reading.fault(
                path: "", at: documents.dropFirst().first?.position,
                "the file must have one document: a list of notifications, not \(documents.count)")
            return []
        }
        let whole = Place(path: "", node: documents[0])
        guard case .map(let members) = whole.node.content else {
            return list(whole, reading: &reading)
        }
        let keys = [ScheduleField.notifications.rawValue, ScheduleField.sections.rawValue]
        guard members.count == 1, let index = keys.firstIndex(of: members[0].key) else {
            let other = members.first { $0.key != keys[0] }
            reading.fault(
                path: "", at: other?.keyPosition ?? whole.node.position,
                "must be a list of notifications, or an object whose only key \"notifications\" is "
                    + "one"
            )
            return []
        }
        let place = whole.member(members[0])
        return notifications(
            index == 0 ? place : nil, sections: index == 0 ? nil : place, reading: &reading)
    }
}
