package import Domain
package import Formats

/// Writes definitions as the objects of the wire; what is as if left out is left out.
package struct ScheduleWriter: Sendable {
    private let channels: [ChannelDeclaration]
    private let masksSecrets: Bool

    /// Takes the declarations that say which parameters are secret; of a channel that is not among
    /// them every parameter is taken for one.
    package init(channels: [ChannelDeclaration], masksSecrets: Bool) {
        self.channels = channels
        self.masksSecrets = masksSecrets
    }

    package func value(_ definition: ScheduleDefinition) -> JSONValue {
        var object = JSONObject()
        func put(_ field: ScheduleField, _ value: JSONValue?) {
            if let value { object.append(field.rawValue, value) }
        }
        put(.name, .string(definition.key.name.text))
        if definition.key.project != .defaultProject {
            put(.project, .string(definition.key.project.text))
        }
        put(.description, definition.description.isEmpty ? nil : .string(definition.description))
        put(.labels, texts(definition.labels))
        put(.when, .string(definition.when))
        put(.timezone, definition.timezone.map(JSONValue.string))
        put(.command, .array(definition.command.arguments.map(JSONValue.string)))
        put(.environment, texts(definition.environment))
        put(.parameters, definition.parameters.isEmpty ? nil : .object(definition.parameters))
        put(.directory, definition.directory.map(JSONValue.string))
        put(.user, definition.user.map(JSONValue.string))
        put(.limits, limits(definition.limits))
        put(.timeout, definition.timeout.map { .string($0.text) })
        put(.grace, definition.grace == Limits.grace ? nil : .string(definition.grace.text))
        if definition.successExitCodes != [0] {
            put(.successExitCodes, .array(definition.successExitCodes.map { .integer(Int64($0)) }))
        }
        for (field, value) in policies(definition.policies) { put(field, value) }
        put(.paused, definition.paused.map(JSONValue.bool))
        if !definition.notifications.isEmpty {
            put(.notifications, .array(definition.notifications.map(value)))
        }
        return .object(object)
    }

    package func value(_ notification: Notification) -> JSONValue {
        var object = JSONObject()
        func put(_ field: NotificationField, _ value: JSONValue) {
            object.append(field.rawValue, value)
        }
        put(.name, .string(notification.name.text))
        var parameters = JSONObject()
        var secretParameters = JSONObject()
        switch notification.target {
        case .channel(let configuration):
            put(.kind, .string(configuration.kind))
            (parameters, secretParameters) = self.parameters(configuration)
        case .notifier(let name): put(.notifier, .string(name.text))
        }
        if notification.when != Interest.standard {
            put(.when, .array(notification.when.map { .string($0.rawValue) }))
        }
        if !notification.condition.isEmpty { put(.condition, .string(notification.condition)) }
        if !notification.message.isEmpty { put(.message, .string(notification.message)) }
        if !notification.subject.isEmpty { put(.subject, .string(notification.subject)) }
        if notification.severity != .info {
            put(.severity, .string(notification.severity.rawValue))
        }
        if !parameters.isEmpty { put(.parameters, .object(parameters)) }
        if !secretParameters.isEmpty { put(.secretParameters, .object(secretParameters)) }
        return .object(object)
    }

    /// The parameters as their author would write them: those that the channel itself declares as
    /// secret among the others.
    package func parameters(
        _ configuration: ChannelConfiguration
    ) -> (parameters: JSONObject, secretParameters: JSONObject) {
        let channel = channels.first { $0.kind == configuration.kind }
        func declaration(_ name: String) -> ParameterDeclaration? {
            channel?.parameters.first { $0.name == name }
        }
        func shown(_ value: JSONValue) -> JSONValue {
            masksSecrets ? SecretMask.masking(value) : value
        }
        var parameters = JSONObject(
            configuration.parameters.members.map { name, value in
                (name, declaration(name)?.isSecret == false ? value : shown(value))
            })
        var secretParameters = JSONObject()
        for (name, value) in configuration.secretParameters.members {
            if declaration(name)?.isSecret == true {
                parameters[name] = shown(value)
            } else {
                secretParameters[name] = shown(value)
            }
        }
        return (parameters, secretParameters)
    }

    private func limits(_ limits: RunLimits) -> JSONValue? {
        var object = JSONObject()
        object[LimitField.memory.rawValue] = limits.memory.map(JSONValue.integer)
        object[LimitField.cpu.rawValue] = limits.cpu.map { .number(Double($0) / 1000) }
        object[LimitField.processes.rawValue] = limits.processes.map(JSONValue.integer)
        object[LimitField.openFiles.rawValue] = limits.openFiles.map(JSONValue.integer)
        object[LimitField.nice.rawValue] = limits.nice.map { .integer(Int64($0)) }
        if limits.output != Limits.outputBytes {
            object[LimitField.output.rawValue] = .integer(limits.output)
        }
        return object.isEmpty ? nil : .object(object)
    }

    private func texts(_ texts: [String: String]) -> JSONValue? {
        guard !texts.isEmpty else { return nil }
        return .object(
            JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}
