import Domain
import Formats

/// The schedules there are, and which of them has something to do next.
struct Agenda {
    private(set) var entries: [Int64: Entry] = [:]
    private var placings: [Int64: Int64] = [:]
    private var lastPlacing: Int64 = 0
    private var queue = OccurrenceQueue()

    subscript(id: Int64) -> Entry? { entries[id] }

    /// Takes up an entry as it is now; what is queued of its schedule already becomes stale.
    mutating func place(_ entry: Entry) {
        let id = entry.schedule.id
        entries[id] = entry
        lastPlacing += 1
        placings[id] = lastPlacing
        guard let next = entry.nextEvent else { return }
        queue.insert(.init(at: next, scheduleID: id, placing: lastPlacing))
    }

    mutating func remove(_ id: Int64) {
        entries[id] = nil
        placings[id] = nil
    }

    /// Changes an entry, and places it again.
    mutating func update(_ id: Int64, _ change: (inout Entry) -> Void) {
        guard var entry = entries[id] else { return }
        change(&entry)
        place(entry)
    }

    /// When there is something to do next.
    mutating func next() -> Timestamp? {
        while let first = queue.first, isStale(first) { _ = queue.removeFirst() }
        if queue.count > entries.count + SchedulingLimits.staleItems {
            let placings = placings
            queue.removeAll { placings[$0.scheduleID] != $0.placing }
        }
        return queue.first?.at
    }

    /// Takes the first entry that has something to do by now; it is to be placed again.
    mutating func takeFirst(by now: Timestamp) -> Entry? {
        guard let next = next(), next <= now else { return nil }
        return queue.removeFirst().flatMap { entries[$0.scheduleID] }
    }

    private func isStale(_ item: OccurrenceQueue.Item) -> Bool {
        placings[item.scheduleID] != item.placing
    }
}
