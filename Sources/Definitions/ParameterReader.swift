import Domain
import Formats

/// Reads what a channel needs, as its declaration says.
struct ParameterReader {
    let channel: ChannelDeclaration
    let check: NotificationReader.ParameterCheck
    let allowsReferences: Bool
    let environment: ChannelEnvironment

    /// A parameter as it was written.
    private struct Given {
        let name: String
        /// Nil where it is not what the channel declares.
        let value: JSONValue?
        let place: Place
        /// Whether it is never to be shown.
        let isSecret: Bool
    }

    /// Takes the notification's `params` and `secret_params`, or nil where they were left out.
    ///
    /// What the channel declares as secret is so wherever it was written.
    func read(
        _ place: Place?, secret secretPlace: Place?, of notification: Place, reading: inout Reading
    ) -> ChannelConfiguration {
        let before = reading.faultCount
        let open = given(in: place, isSecret: false, reading: &reading)
        let hidden = given(in: secretPlace, isSecret: true, reading: &reading)
        guard let open, let hidden else { return ChannelConfiguration(kind: channel.kind) }
        for parameter in hidden where open.contains(where: { $0.name == parameter.name }) {
            reading.fault(
                path: parameter.place.path, at: parameter.place.keyPosition,
                "\"\(parameter.name)\" is in \"params\" too: leave it out of one of them")
        }
        let names = (open + hidden).map(\.name)
        let supplied = environment.supplies(to: channel, beside: names).map(\.parameter.name)
        reportMissing(names + supplied, place, of: notification, reading: &reading)
        let configuration = configuration(of: open + hidden)
        var references: Set<String> = []
        for parameter in open + hidden where parameter.isSecret {
            checkReferences(parameter.place, parameter.name, &references, reading: &reading)
        }
        for parameter in open + hidden where isForbidden(parameter.name) {
            reading.fault(
                parameter.place,
                "leads to what notifyd alone can read, which only administrators may use")
        }
        let bytes = JSONValue.object(configuration.allParameters).bytes.count
        if bytes > Limits.parameterBytes, let place = place ?? secretPlace {
            reading.fault(
                place, "must have at most \(Limits.parameterBytes / 1024) KiB, not \(bytes / 1024)")
        }
        guard reading.faultCount == before else { return configuration }
        // The channel cannot judge what is not here.
        let literal = configuration.resolved { $0.description }
        let faults = check(
            channel.kind, environment.completing(literal, of: channel).allParameters)
        for fault in environment.explained(faults, of: channel, beside: names)
        where !references.contains(fault.path) {
            let isHidden = hidden.contains {
                fault.path == $0.name || fault.path.hasPrefix("\($0.name).")
            }
            report(
                fault, in: isHidden ? secretPlace : place,
                isHidden ? .secretParameters : .parameters, of: notification, reading: &reading)
        }
        return configuration
    }

    /// Notes the paths of references, as a channel would name them.
    private func checkReferences(
        _ place: Place, _ path: String, _ references: inout Set<String>, reading: inout Reading
    ) {
        switch place.node.content {
        case .text(let text):
            guard let reference = SecretReference(text) else { return }
            references.insert(path)
            if let fault = reference.fault {
                reading.fault(place, fault)
            } else if !allowsReferences {
                reading.fault(
                    place,
                    "refers to what notifyd alone can read, which only administrators may: write the "
                        + "secret itself, with a backslash before it if it truly begins so")
            }
        case .list(let nodes):
            for (index, node) in nodes.enumerated() {
                checkReferences(
                    place.element(index, node), "\(path)[\(index)]", &references,
                    reading: &reading)
            }
        case .map(let members):
            for member in members {
                checkReferences(
                    place.member(member), "\(path).\(member.key)", &references, reading: &reading)
            }
        case .null, .bool, .integer, .number: return
        }
    }

    /// Whether a parameter is not for this author.
    private func isForbidden(_ name: String) -> Bool {
        !allowsReferences && declaration(name)?.needsAdministrator == true
    }

    private func declaration(_ name: String) -> ParameterDeclaration? {
        channel.parameters.first { $0.name == name }
    }

    private func configuration(of given: [Given]) -> ChannelConfiguration {
        var parameters = JSONObject()
        var secretParameters = JSONObject()
        for parameter in given {
            if parameter.isSecret {
                secretParameters[parameter.name] = parameter.value
            } else {
                parameters[parameter.name] = parameter.value
            }
        }
        return ChannelConfiguration(
            kind: channel.kind, parameters: parameters, secretParameters: secretParameters)
    }

    private func reportMissing(
        _ present: [String], _ place: Place?, of notification: Place, reading: inout Reading
    ) {
        let path = notification.path(of: NotificationField.parameters.rawValue)
        for missing in channel.missing(given: Set(present)) {
            reading.fault(
                path: "\(path).\(missing.name)",
                at: place?.node.position ?? notification.node.position,
                "\"\(missing.name)\" is missing, which the channel \(channel.kind) needs"
                    + missing.advice)
        }
    }

    /// The parameters of an object; nil where it is none.
    private func given(
        in place: Place?, isSecret: Bool, reading: inout Reading
    ) -> [Given]? {
        guard let place else { return [] }
        guard let members = reading.map(place) else { return nil }
        var given: [Given] = []
        for (key, place) in members {
            guard let declaration = declaration(key) else {
                reading.fault(
                    path: place.path, at: place.keyPosition,
                    UnknownWord.message(
                        "parameter", key, among: channel.parameters.map(\.name),
                        advice: "the channel \(channel.kind) has"))
                continue
            }
            guard !place.node.isNull else { continue }
            let isSecret = isSecret || declaration.isSecret
            given.append(
                Given(
                    name: key,
                    value: value(declaration, place, isSecret: isSecret, reading: &reading),
                    place: place, isSecret: isSecret))
        }
        return given
    }

    /// Finds the place of a fault that the channel itself found, such as `headers.Host`.
    private func report(
        _ fault: Fault, in place: Place?, _ field: NotificationField, of notification: Place,
        reading: inout Reading
    ) {
        var found = place ?? notification
        var path = notification.path(of: field.rawValue)
        if !fault.path.isEmpty { path += ".\(fault.path)" }
        let parts = fault.path.split(separator: ".", maxSplits: 1).map(String.init)
        for key in place == nil ? [] : parts {
            guard case .map(let members) = found.node.content,
                let member = members.first(where: { $0.key == key })
            else { break }
            found = found.member(member)
        }
        reading.fault(path: path, at: found.node.position, fault.message)
    }

    private func value(
        _ declaration: ParameterDeclaration, _ place: Place, isSecret: Bool,
        reading: inout Reading
    ) -> JSONValue? {
        let value = place.node.json
        if isSecret, SecretMask.isIn(value) {
            reading.fault(
                place,
                "holds \(SecretMask.text), which is only shown in place of a secret: write the "
                    + "secret")
            return nil
        }
        switch (declaration.form, value) {
        case (.text, .string(let text)):
            if channel.needs(declaration), text.isEmpty {
                reading.fault(place, "must not be empty")
                return nil
            }
        case (.texts, .string), (.texts, .array):
            guard value.array?.allSatisfy({ $0.string != nil }) ?? true else {
                reading.wrongForm(place, wanted: declaration.form.words)
                return nil
            }
            if channel.needs(declaration), value == "" || value == [] {
                reading.fault(place, "must not be empty")
                return nil
            }
        case (.boolean, .bool), (.integer, .integer), (.object, .object), (.any, _): break
        default:
            let hint = declaration.form == .text && place.node.source != nil
            reading.wrongForm(
                place, wanted: declaration.form.words, hint: hint ? ": put it in quotes" : "")
            return nil
        }
        if value.holdsNUL {
            reading.fault(place, "must not contain a NUL byte")
            return nil
        }
        if declaration.holdsTemplates { reading.checkTemplates(in: place, isSecret: isSecret) }
        return value
    }
}

extension ParameterDeclaration.Form {
    var words: String {
        switch self {
        case .text: "a text"
        case .texts: "a text or a list of texts"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .object: "an object"
        case .any: "a value"
        }
    }
}
