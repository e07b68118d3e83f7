package import Domain
package import Formats

/// The channels there are.
package enum ChannelTable {
    /// One line for each.
    package static let channels: [any Channel.Type] = [
        ConsoleChannel.self,
        LogCollectChannel.self,
        MailChannel.self,
        SESChannel.self,
        SNSChannel.self,
        SlackChannel.self,
        WebhookChannel.self,
    ]

    package static let declarations: [ChannelDeclaration] = channels.map { $0.declaration }

    /// The channel of a kind, ready for messages.
    package static func channel(
        kind: String, parameters: JSONObject
    ) throws(ParameterErrors) -> any Channel {
        guard let type = byKind[kind] else {
            let known = declarations.map(\.kind).joined(separator: ", ")
            let message = "there is no such kind of channel; the kinds are \(known)"
            throw ParameterErrors([Fault(path: "kind", message: message)])
        }
        return try type.init(parameters: parameters)
    }

    /// Makes channels whose parameters the environment completes.
    package static func maker(
        environment: @escaping @Sendable (String) -> String?
    ) -> RedactedChannel.Maker {
        { kind, parameters throws(ParameterErrors) in
            try channel(
                kind: kind,
                parameters: AWSEnvironment.completing(
                    parameters, ofKind: kind, from: environment))
        }
    }

    /// What is wrong with the parameters of a kind; empty when it can be used.
    ///
    /// - Parameters:
    ///   - allowsOwnCredentials: whether notifyd's own may be used where none are given.
    ///   - environment: what completes the parameters; nil where that is not known here.
    package static func faults(
        kind: String, parameters: JSONObject, allowsOwnCredentials: Bool,
        environment: ((String) -> String?)? = nil
    ) -> [Fault] {
        do throws(ParameterErrors) {
            var faults: [Fault] = []
            var parameters = parameters
            if let environment {
                parameters = AWSEnvironment.completing(
                    parameters, ofKind: kind, from: environment)
                faults = AWSEnvironment.faults(parameters, ofKind: kind)
            }
            let channel = try channel(kind: kind, parameters: parameters)
            guard channel.usesOwnCredentials, !allowsOwnCredentials else { return faults }
            return faults + [
                Fault(
                    path: "access_key",
                    message: "is missing: notifyd's own credentials are for administrators alone; "
                        + "give your own with secret_key, or use a notifier that they share")
            ]
        } catch {
            return error.faults
        }
    }

    /// The same for those who may do all.
    package static func faults(kind: String, parameters: JSONObject) -> [Fault] {
        faults(kind: kind, parameters: parameters, allowsOwnCredentials: true)
    }

    private static let byKind = Dictionary(
        uniqueKeysWithValues: channels.map { ($0.declaration.kind, $0) })
}
