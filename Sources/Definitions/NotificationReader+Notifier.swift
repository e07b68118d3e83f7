package import Domain
package import Formats

extension NotificationReader {
    /// Reads the configuration of a notifier from one request: `kind`, `params` and `secret_params`.
    package func notifier(
        onWire object: JSONObject
    ) throws(InvalidDefinition) -> ChannelConfiguration {
        var reading = Reading()
        let place = Place(path: "", node: Node(json: .object(object)))
        let configuration = notifier(place, reading: &reading)
        return try checked(configuration, reading)
    }

    /// Reads it from one line, such as `kind=webhook,url=https://example.org/hook`.
    package func notifier(
        inText text: String
    ) throws(InvalidDefinition) -> ChannelConfiguration {
        var reading = Reading()
        var configuration: ChannelConfiguration?
        do {
            let node = try NotificationText(channels: channels).node(text)
            configuration = notifier(Place(path: "", node: node), reading: &reading)
        } catch {
            reading.fault(path: "", at: nil, error.message)
        }
        return try checked(configuration, reading)
    }

    /// Reads it from a file of one document.
    package func notifier(
        inFile file: DefinitionFile
    ) throws(InvalidFiles) -> ChannelConfiguration {
        var reading = Reading()
        var configuration: ChannelConfiguration?
        let documents = reading.documents(of: file)?.filter { !$0.isNull }
        if let documents, documents.count == 1 {
            configuration = notifier(Place(path: "", node: documents[0]), reading: &reading)
        } else if let documents {
            reading.fault(
                path: "", at: documents.dropFirst().first?.position,
                "the file must have one document: a notifier, not \(documents.count)")
        }
        do throws(InvalidDefinition) { return try checked(configuration, reading) } catch {
            throw InvalidFiles(faults: error.faults.map { FileFault(file: file.name, fault: $0) })
        }
    }

    private func notifier(
        _ place: Place, reading: inout Reading
    ) -> ChannelConfiguration? {
        let fields = Fields<NotifierField>(
            place, of: "a notifier", reading: &reading, advice: parameterAdvice)
        guard let fields else { return nil }
        fields.reportMissing(
            [.kind],
            why: [.kind: "name a channel: \(channels.map(\.kind).joined(separator: ", "))"],
            reading: &reading)
        guard let channel = fields[.kind].flatMap({ self.channel($0, reading: &reading) }) else {
            return nil
        }
        return parameterReader(channel).read(
            fields[.parameters], secret: fields[.secretParameters], of: place, reading: &reading)
    }

    private func checked(
        _ configuration: ChannelConfiguration?, _ reading: Reading
    ) throws(InvalidDefinition) -> ChannelConfiguration {
        guard let configuration, reading.faults.isEmpty else {
            throw InvalidDefinition(faults: reading.faults)
        }
        return configuration
    }
}
