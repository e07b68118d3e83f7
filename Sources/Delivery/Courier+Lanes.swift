import Channels
import Domain
import Formats

/// The order of what goes to one destination about one run, which the store keeps.
extension Courier {
    /// What has the same lane goes out in the order of its events. What somebody asks for once more has none.
    static func lane(of event: Event, to channel: RedactedChannel) -> String? {
        guard let run = event.run, event.resends == nil else { return nil }
        return "\(run) \(channel.destination.place)"
    }

    /// Keeps an admitted delivery for when another one has ended, as long as that is in memory too.
    func wait(_ job: Job, for first: DeliveryID) {
        guard known.contains(first) else {
            forgetWaiting(job)
            // It may have ended since that was asked of the store.
            return search.noteOverdue()
        }
        waiting[first, default: []].append(job)
    }

    /// Sends deliveries that need not wait any more: those in memory at once, others from the store.
    func release(_ free: [DeliveryID], behind ended: DeliveryID, at time: Timestamp) {
        let isFree = Set(free)
        var found = 0
        for job in waiting.removeValue(forKey: ended) ?? [] {
            if isFree.contains(job.id), phase == .running {
                found += 1
                submit(job)
            } else {
                forgetWaiting(job)
            }
        }
        if found < free.count { search.note(time) }
    }

    /// The one they wait for leaves memory: the store knows when it is their turn.
    func letGo(behind id: DeliveryID) {
        for job in waiting.removeValue(forKey: id) ?? [] { forgetWaiting(job) }
    }

    /// Somebody asked for a delivery that waits: the store has it as due.
    func letGo(_ id: DeliveryID) {
        for (first, jobs) in waiting {
            guard let index = jobs.firstIndex(where: { $0.id == id }) else { continue }
            waiting[first]?.remove(at: index)
            return forgetWaiting(jobs[index])
        }
    }

    private func forgetWaiting(_ job: Job) {
        scheduler.withdraw(from: job.destination)
        forget(job.id)
    }
}
