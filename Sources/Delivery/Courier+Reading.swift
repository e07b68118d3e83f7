import Domain
import Formats
import Persistence

extension Courier {
    /// How the notifications of events are to be sent; nil when the courier stops before that is known.
    func readings(of events: ArraySlice<EventToTell>) async -> [ChannelReading]? {
        let told = events.flatMap { event in
            event.notifications.map { (notification: $0, owner: event.event.owner) }
        }
        while phase == .running {
            do {
                let notifiers = try await outbox.notifiers(usedBy: told.map(\.notification))
                if !notifiers.isEmpty { readWorked() }
                let readings = await reader.read(told, notifiers)
                return phase == .running ? readings : nil
            } catch {
                await readFailed(error)
            }
        }
        return nil
    }

    /// How due deliveries are to be sent.
    func readings(of jobs: [DeliveryJob]) async throws(StoreError) -> [ChannelReading] {
        let notifiers = try await outbox.notifiers(usedBy: jobs.map(\.notification))
        return await reader.read(jobs.map { ($0.notification, $0.event.owner) }, notifiers)
    }
}

extension Outbox {
    /// The notifiers that notifications name; asks for nothing where none does.
    func notifiers(
        usedBy notifications: [Notification]
    ) async throws(StoreError) -> [Name: FoundNotifier] {
        var names: Set<Name> = []
        for notification in notifications {
            if case .notifier(let name) = notification.target { names.insert(name) }
        }
        return names.isEmpty ? [:] : try await notifiers(named: names)
    }
}
