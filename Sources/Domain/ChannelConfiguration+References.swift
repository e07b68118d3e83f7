import Formats

extension ChannelConfiguration {
    /// Whether a secret is not here, but where a reference leads.
    package var hasReferences: Bool { Self.holdsReference(.object(secretParameters)) }

    /// The configuration as its channel needs it: each reference replaced by the secret that it leads to.
    package func resolved<Failure>(
        _ secret: (SecretReference) throws(Failure) -> String
    ) throws(Failure) -> ChannelConfiguration {
        var resolved = JSONObject()
        for (name, value) in secretParameters.members {
            let value = try value.replacingTexts { text throws(Failure) in
                guard let reference = SecretReference(text) else {
                    return SecretReference.literal(text)
                }
                return try secret(reference)
            }
            resolved.append(name, value)
        }
        return ChannelConfiguration(
            kind: kind, parameters: parameters, secretParameters: resolved)
    }

    private static func holdsReference(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): SecretReference(text) != nil
        case .array(let elements): elements.contains(where: holdsReference)
        case .object(let object): object.members.contains { holdsReference($0.value) }
        case .null, .bool, .integer, .number: false
        }
    }
}
