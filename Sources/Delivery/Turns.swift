import Domain

/// Deliveries that go on from one another: of those with the same key one at a time, in the order in which they
/// come, so that each knows what those before it have begun.
///
/// A turn lasts until its delivery leaves memory, which is when its outcome is stored.
struct Turns {
    private var holders: [MemoryKey: DeliveryID] = [:]
    private var keys: [DeliveryID: MemoryKey] = [:]
    private var waiting: [MemoryKey: FIFO<Job>] = [:]

    /// True when the job may begin; otherwise it waits here for its turn.
    mutating func take(_ job: Job) -> Bool {
        guard let key = job.memoryKey else { return true }
        if let holder = holders[key], holder != job.id {
            waiting[key, default: FIFO()].append(job)
            return false
        }
        hold(key, job)
        return true
    }

    /// The delivery no longer needs its turn; the job whose turn it is now.
    mutating func pass(from id: DeliveryID) -> Job? {
        guard let key = keys.removeValue(forKey: id) else { return nil }
        holders[key] = nil
        guard let next = waiting[key]?.popFirst() else { return nil }
        if waiting[key]?.isEmpty == true { waiting[key] = nil }
        hold(key, next)
        return next
    }

    mutating func removeAllWaiting() { waiting = [:] }

    private mutating func hold(_ key: MemoryKey, _ job: Job) {
        holders[key] = job.id
        keys[job.id] = key
    }
}
