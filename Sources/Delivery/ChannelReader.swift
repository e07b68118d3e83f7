import Channels
import Domain
import Formats
import Persistence
import Platform

/// Makes channels of notifications, off the courier.
struct ChannelReader: Sendable {
    let make: RedactedChannel.Maker
    /// Whether an owner may configure channels of a kind.
    let mayUse: @Sendable (_ kind: String, _ owner: Owner) -> Bool
    let secrets: KnownSecrets
    let resolver: SecretResolver
    let environment: ChannelEnvironment

    /// Reads notifications of owners, with the notifiers that are stored under the names they use.
    @concurrent
    func read(
        _ told: [(notification: Notification, owner: Owner)], _ notifiers: [Name: FoundNotifier]
    ) async -> [ChannelReading] {
        told.map { read($0.notification, of: $0.owner, notifiers) }
    }

    func read(
        _ notification: Notification, of owner: Owner, _ notifiers: [Name: FoundNotifier]
    ) -> ChannelReading {
        switch notification.target {
        case .channel(let configuration):
            return ChannelReading(
                kind: configuration.kind, mayChange: configuration.hasReferences,
                state(configuration, of: notification, by: owner))
        case .notifier(let name):
            guard let found = notifiers[name] else {
                return ChannelReading(
                    kind: notification.kind, mayChange: true,
                    .unusable(reason: "there is no notifier \(name): add it, and send anew"))
            }
            return ChannelReading(
                kind: found.kind, mayChange: true, author: found.owner,
                state(found, name, notification, owner))
        }
    }

    private func state(
        _ found: FoundNotifier, _ name: Name, _ notification: Notification, _ owner: Owner
    ) -> ChannelReading.State {
        switch found {
        case .unreadable(_, let why):
            return .unusable(reason: "the notifier \(name) cannot be read: \(why)")
        case .notifier(let notifier) where !notifier.isUsable(by: owner):
            return .unusable(
                reason: "the notifier \(name) belongs to user \(notifier.owner.uid), and is not "
                    + "shared: use another one")
        case .notifier(let notifier):
            guard let disablement = notifier.disablement else {
                return state(notifier.configuration, of: notification, by: notifier.owner)
            }
            let why = disablement.reason.isEmpty ? "" : ": \(disablement.reason)"
            return .suppressed(reason: "the notifier \(name) is disabled\(why)")
        }
    }

    private func state(
        _ configuration: ChannelConfiguration, of notification: Notification,
        by owner: Owner
    ) -> ChannelReading.State {
        if let refusal = environment.refusal(of: configuration.kind) {
            return .suppressed(reason: refusal)
        }
        guard mayUse(configuration.kind, owner) else {
            return .unusable(
                reason: "the kind \(configuration.kind) is for administrators, and user "
                    + "\(owner.uid) is none: use a notifier that one of them shares")
        }
        let resolved: ChannelConfiguration
        do throws(UnresolvedSecret) {
            resolved = try configuration.resolved(resolver.secret)
        } catch {
            return .unavailable(
                reason: "the notification \(notification.name) cannot be sent yet: \(error)")
        }
        do throws(ParameterErrors) {
            let channel = try RedactedChannel(resolved, in: environment, make: make)
            secrets.note(channel.secretWords)
            return .ready(channel)
        } catch {
            let what =
                "the notification \(notification.name) of the kind \(configuration.kind) cannot be sent"
            // What a reference leads to may be mended at any time.
            return configuration.hasReferences || error.mayPass
                ? .unavailable(reason: "\(what) yet: \(error)")
                : .unusable(reason: "\(what): \(error)")
        }
    }
}
