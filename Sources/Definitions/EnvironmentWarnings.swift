package import Domain
import Formats

extension [Notification] {
    /// What the notifications need and leave to the environment of the service, one clause each.
    ///
    /// It is no fault: only the service knows whether it is there.
    package func environmentWarnings(of channels: [ChannelDeclaration]) -> [String] {
        flatMap { notification -> [String] in
            guard let configuration = notification.configuration,
                let channel = channels.first(where: { $0.kind == configuration.kind })
            else { return [] }
            let given = configuration.allParameters.names
            let missing = Set(channel.missing(given: Set(given)).map(\.name))
            let supplies = ChannelEnvironment.elsewhere.supplies(to: channel, beside: given)
            return supplies.filter { missing.contains($0.parameter.name) }.map { supply in
                "the notification \(notification.name) leaves out \(supply.parameter.name), which "
                    + "\(supply.variable) in the environment of notifyd has to say"
            }
        }
    }
}
