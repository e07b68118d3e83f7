package import Domain
package import Formats

/// Hands deliveries to a command of this machine, and takes its answer.
package struct ExecChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "exec",
        summary: "Runs a command of this machine, which reads the message as JSON.",
        parameters: [
            .init(
                "command", .texts, isRequired: true,
                meaning:
                    "What is executed: a program with its arguments, as a list, or a text that "
                    + "/bin/sh reads."),
            .init(
                "options", .object,
                meaning: "What the command finds as parameters in what it reads."),
            .init(
                "secrets", .object, isSecret: true,
                meaning: "Further ones that are secret."),
            .init(
                "timeout", .integer, standard: .integer(ProgramLimits.timeout.components.seconds),
                meaning: "How many seconds it may take, up to "
                    + "\(ProgramLimits.timeouts.upperBound)."),
        ], isForAdministrators: true)

    private let configuration: ExecConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try ExecConfiguration(parameters)
    }

    package var destination: Destination {
        Destination(
            key: "exec:\(Distinction.digest(configuration.command))", text: configuration.shownText)
    }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let input = ProgramDelivery.bytes(
            of: message, kind: Self.declaration.kind, parameters: configuration.parameters, at: now)
        return .program(
            ProgramRequest(
                program: configuration.command[0],
                arguments: Array(configuration.command.dropFirst()), input: input,
                timeout: configuration.timeout))
    }

    package func verdict(on reply: ChannelReply) -> Verdict { ProgramVerdict.of(reply) }
}
