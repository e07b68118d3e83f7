package import Domain
package import Formats

extension ChannelDeclaration {
    /// The kind as the interface's `Channel`.
    package func wire(in environment: ChannelEnvironment) -> JSONValue {
        [
            "kind": .string(kind), "summary": .string(summary),
            "enabled": .bool(environment.refusal(of: kind) == nil),
            "administrator": .bool(isForAdministrators),
        ]
    }

    /// The groups of parameters one of which is needed.
    package var alternativesWire: JSONValue {
        .array(alternatives.map { .array($0.map(JSONValue.string)) })
    }

    /// The parameters as the interface's `ChannelParameter`.
    package func parametersWire(in environment: ChannelEnvironment) -> [JSONValue] {
        let supplies = environment.supplies(to: self, beside: [])
        return parameters.map { parameter in
            parameter.wire(
                suppliedBy: supplies.first { $0.parameter.name == parameter.name }?.variable)
        }
    }
}

extension ParameterDeclaration {
    fileprivate func wire(suppliedBy variable: String?) -> JSONValue {
        var wire: JSONObject = [
            "name": .string(name), "form": .string(form.rawValue), "required": .bool(isRequired),
            "secret": .bool(isSecret), "templates": .bool(holdsTemplates),
            "administrator": .bool(needsAdministrator),
        ]
        wire["standard"] = standard.map { .string($0.text) }
        wire["environment"] = .array(environment.map(JSONValue.string))
        wire["supplied_by"] = variable.map(JSONValue.string)
        wire["meaning"] = .string(meaning)
        return .object(wire)
    }
}
