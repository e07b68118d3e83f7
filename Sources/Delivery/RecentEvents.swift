import Domain

/// The events planned last, as many as are worth remembering.
struct RecentEvents {
    private var known: Set<UID> = []
    private var order = FIFO<UID>()
    private let bound: Int

    init(bound: Int) { self.bound = bound }

    /// False when the event is known already.
    mutating func insert(_ event: UID) -> Bool {
        guard known.insert(event).inserted else { return false }
        order.append(event)
        if order.count > bound, let oldest = order.popFirst() { known.remove(oldest) }
        return true
    }
}
