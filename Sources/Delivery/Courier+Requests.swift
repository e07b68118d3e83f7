import Channels
package import Domain
package import Persistence

/// What people ask of one delivery, and what that means for the one in memory.
extension Courier {
    /// Takes note that a delivery was cancelled, once that is stored: no attempt of it begins any more.
    ///
    /// One under way goes on, since the destination may have the message already, and is kept as an attempt.
    package func cancel(_ delivery: Delivery, of owner: Owner) {
        note(DeliveryRequest(kind: .cancel, triedSince: delivery.triedSince), for: delivery.id)
        tell([EndedDelivery(delivery: delivery, owner: owner)])
        // What waited for it is due.
        letGo(behind: delivery.id)
        search.note(delivery.endedAt ?? wallNow)
        if delivery.collectsLog { search.noteOverdue() }
        work()
    }

    /// Tries a delivery as soon as may be, once the store has it as due; its destination is no longer left
    /// alone.
    package func retry(_ job: DeliveryJob) async {
        let delivery = job.delivery
        note(DeliveryRequest(kind: .retry, triedSince: delivery.triedSince), for: delivery.id)
        if case .ready(let channel) = try? await readings(of: [job]).first?.state {
            scheduler.tryNow(channel.destination.key, now: clock.now())
        }
        letGo(delivery.id)
        search.noteOverdue()
        work()
    }

    private func note(_ request: DeliveryRequest, for id: DeliveryID) {
        // A page that is being read may hold the delivery as it was before.
        guard known.contains(id) || isLoading else { return }
        if let before = requests[id], before.comes(after: request) { return }
        requests[id] = request
    }

    /// The job as it is wanted by now; nil when it was cancelled.
    func asRequested(_ job: Job) -> Job? {
        guard let request = requests.removeValue(forKey: job.id),
            request.triedSince >= job.delivery.triedSince
        else { return job }
        switch request.kind {
        case .cancel: return nil
        case .retry: return job.tried(since: request.triedSince)
        }
    }

    /// A delivery leaves memory.
    func forget(_ id: DeliveryID) {
        known.remove(id)
        letGo(behind: id)
        // While it was here, the search passed over it.
        if requests.removeValue(forKey: id)?.kind == .retry { search.noteOverdue() }
        if let next = turns.pass(from: id), phase == .running { readmit(next) }
    }

    /// Drops requests that no page under way can need any more.
    func forgetRequests() {
        if !requests.isEmpty { requests = requests.filter { known.contains($0.key) } }
    }
}
