import Channels
import Domain
import Formats
import Persistence
import Rendering

extension Job {
    /// What came of the log that the event's messages are to link to; nil where none is collected, or
    /// nothing in this one would show it. A message that is sent once more without its log links to the one
    /// of the first time.
    func collectedLog(
        _ reader: ChannelReader, _ outbox: any Outbox, _ performer: any Performer, at now: Timestamp
    ) async -> CollectedLog? {
        guard hasLogs || event.resends != nil, !delivery.collectsLog, channel.links(notification)
        else { return nil }
        var collections: [DeliveryJob]
        do throws(StoreError) {
            collections = try await outbox.logCollections(of: event.id)
            if collections.isEmpty, let first = event.resends {
                collections = try await outbox.logCollections(of: first)
            }
        } catch {
            return .missing(reason: "whether it was collected cannot be read: \(error)")
        }
        var missing: CollectedLog?
        for collection in collections {
            let reason: String
            switch collection.delivery.state {
            case .suppressed: continue
            case .failed: reason = collection.delivery.reason
            case .pending: reason = "it is not collected yet"
            case .sent:
                switch await Self.link(of: collection, reader, outbox, performer, at: now) {
                case .at(let link): return .at(link: link)
                case .missing(let why): reason = why
                }
            }
            missing = missing ?? .missing(reason: reason)
        }
        return missing
    }

    /// The link is made anew for each message, so that its time begins when people get it.
    private static func link(
        of collection: DeliveryJob, _ reader: ChannelReader, _ outbox: any Outbox,
        _ performer: any Performer, at now: Timestamp
    ) async -> CollectedLog {
        let (event, notification) = (collection.event, collection.notification)
        do throws(StoreError) {
            let notifiers = try await outbox.notifiers(usedBy: [notification])
            guard
                case .ready(let channel) = reader.read(notification, of: event.owner, notifiers)
                    .state,
                let link = channel.logLink(
                    for: Composer.message(collection.delivery.id, notification, event, now: now))
            else { return .missing(reason: "\(notification.name) cannot say any more where it is") }
            switch await performer.text(of: link, at: now) {
            case .success(let text): return .at(link: text)
            case .failure(let failure): return .missing(reason: failure.message)
            }
        } catch {
            return .missing(reason: "the notifier of \(notification.name) cannot be read: \(error)")
        }
    }
}

extension RedactedChannel {
    /// Whether a message of this notification shows where the log is.
    func links(_ notification: Notification) -> Bool {
        usesLinks || notification.message.isEmpty || notification.message.contains("links")
            || notification.subject.contains("links")
    }
}
