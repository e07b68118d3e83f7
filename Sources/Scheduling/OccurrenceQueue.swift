package import Formats

/// What is due next, as a binary heap: the earliest first.
package struct OccurrenceQueue: Sendable {
    package struct Item: Hashable, Sendable {
        package let at: Timestamp
        package let scheduleID: Int64
        /// Which placing of the schedule it belongs to; an older one is stale.
        package let placing: Int64

        package init(at: Timestamp, scheduleID: Int64, placing: Int64) {
            self.at = at
            self.scheduleID = scheduleID
            self.placing = placing
        }
    }

    private var items: [Item] = []

    package init() {}

    package var first: Item? { items.first }
    package var count: Int { items.count }

    package mutating func insert(_ item: Item) {
        items.append(item)
        var child = items.count - 1
        while child > 0, items[child].at < items[(child - 1) / 2].at {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    package mutating func removeFirst() -> Item? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        if !items.isEmpty {
            items[0] = last
            sink(from: 0)
        }
        return first
    }

    package mutating func removeAll(where isGone: (Item) -> Bool) {
        items.removeAll(where: isGone)
        for parent in stride(from: items.count / 2 - 1, through: 0, by: -1) { sink(from: parent) }
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < items.count && items[child].at < items[smallest].at {
                smallest = child
            }
            if smallest == parent { return }
            items.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
