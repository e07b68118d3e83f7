package import Formats

/// What the environment of a program says of channels: which kinds may be used, and what stands in for
/// parameters that were left out.
///
/// What it supplies is never stored or shown: it is looked up when a message is sent.
package struct ChannelEnvironment: Sendable {
    /// A parameter that was left out, and what stands in for it.
    package struct Supply: Sendable {
        package let parameter: ParameterDeclaration
        package let variable: String
        /// Nil where only the service knows it.
        package let value: JSONValue?
    }

    /// The variable with the kinds that may be used, with colons between them; all where it is not set.
    package static let kindsVariable = "PN_SERVICES"

    /// The value of a variable; nil stands for an environment that is somewhere else.
    private let lookup: (@Sendable (String) -> String?)?
    /// Nil where all kinds may be used.
    package let kinds: [String]?

    private init(lookup: (@Sendable (String) -> String?)?, kinds: [String]?) {
        self.lookup = lookup
        self.kinds = kinds
    }

    /// - Parameter synonyms: what the variable with the kinds may call some of them.
    package init(
        synonyms: [String: String] = [:], variable: @escaping @Sendable (String) -> String?
    ) {
        let words = variable(Self.kindsVariable)?.split { $0 == ":" || $0.isWhitespace }
            .map { synonyms[String($0)] ?? String($0) }
        self.init(lookup: variable, kinds: words?.isEmpty == false ? words : nil)
    }

    /// One in which nothing is set.
    package static let empty = ChannelEnvironment(lookup: { _ in nil }, kinds: nil)

    /// That of a service at the other end: what it could supply may be left out.
    package static let elsewhere = ChannelEnvironment(lookup: nil, kinds: nil)

    /// Why a kind may not be used, as a clause; nil where it may.
    package func refusal(of kind: String) -> String? {
        guard let kinds, !kinds.contains(kind) else { return nil }
        return "the kind \(kind) is not enabled: \(Self.kindsVariable) in the environment has "
            + kinds.joined(separator: ", ")
    }

    /// What it supplies beside the parameters that are given.
    package func supplies(
        to channel: ChannelDeclaration, beside given: some Collection<String>
    ) -> [Supply] {
        let given = Set(given)
        let hasRoute = channel.parameters.contains {
            $0.belongsToRoute && given.contains($0.name)
        }
        let open = channel.parameters.filter {
            !given.contains($0.name) && !(hasRoute && $0.belongsToRoute)
        }
        var supplies = open.compactMap(supply)
        // What is dropped may be what another one needs.
        while true {
            let names = given.union(supplies.map(\.parameter.name))
            let kept = supplies.filter { supply in
                supply.parameter.environmentNeeds.map(names.contains) ?? true
            }
            if kept.count == supplies.count { return kept }
            supplies = kept
        }
    }

    /// Faults of a completed configuration, which say so where they are of what it supplies.
    ///
    /// Of what only the service knows none stays.
    package func explained(
        _ faults: [Fault], of channel: ChannelDeclaration, beside given: some Collection<String>
    ) -> [Fault] {
        let supplies = supplies(to: channel, beside: given)
        return faults.compactMap { fault in
            let name = fault.path.prefix { $0 != "." && $0 != "[" }
            guard let supply = supplies.first(where: { $0.parameter.name == name }) else {
                return fault
            }
            guard supply.value != nil else { return nil }
            return Fault(
                path: fault.path, position: fault.position,
                message: "\(fault.message); it comes from \(supply.variable) in the environment")
        }
    }

    private func supply(_ parameter: ParameterDeclaration) -> Supply? {
        guard let lookup else {
            return parameter.environment.first.map {
                Supply(parameter: parameter, variable: $0, value: nil)
            }
        }
        for variable in parameter.environment {
            guard let text = lookup(variable), !text.isEmpty else { continue }
            return Supply(
                parameter: parameter, variable: variable, value: parameter.form.value(of: text))
        }
        return nil
    }

    /// The configuration with what it supplies, for the channel alone.
    package func completing(
        _ configuration: ChannelConfiguration, of channel: ChannelDeclaration
    ) -> ChannelConfiguration {
        guard channel.parameters.contains(where: { !$0.environment.isEmpty }) else {
            return configuration
        }
        var (open, secret) = (configuration.parameters, configuration.secretParameters)
        let given = configuration.allParameters.members.filter { $0.value != .null }.map(\.name)
        for supply in supplies(to: channel, beside: given) {
            let name = supply.parameter.name
            (open[name], secret[name]) = (nil, nil)
            if supply.parameter.isSecret {
                secret[name] = supply.value
            } else {
                open[name] = supply.value
            }
        }
        return ChannelConfiguration(
            kind: configuration.kind, parameters: open, secretParameters: secret)
    }
}

extension ParameterDeclaration.Form {
    /// What a variable's text says; the text itself where it is not of this form, for the channel to refuse.
    fileprivate func value(of text: String) -> JSONValue {
        switch self {
        case .text, .texts, .any: .string(text)
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .object: (try? JSONValue(parsing: text)) ?? .string(text)
        case .boolean:
            switch text.lowercased() {
            case "1", "true", "yes", "on": true
            case "0", "false", "no", "off": false
            default: .string(text)
            }
        }
    }
}
