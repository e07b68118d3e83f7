/// Things in the order of their keys, each at most once; every step takes O(log n), amortised.
struct PriorityQueue<ID: Hashable & Sendable, Key: Comparable & Sendable>: Sendable {
    private struct Entry: Sendable {
        let key: Key
        let id: ID
    }

    private var keys: [ID: Key] = [:]
    /// A binary heap; entries whose key is not the thing's any more stay until they come to the top.
    private var heap: [Entry] = []

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }

    /// The one with the smallest key.
    var first: (id: ID, key: Key)? { heap.first.map { ($0.id, $0.key) } }

    /// All of them, in no order.
    var ids: Dictionary<ID, Key>.Keys { keys.keys }

    func key(of id: ID) -> Key? { keys[id] }

    /// Puts a thing in, or gives it another key.
    mutating func set(_ id: ID, to key: Key) {
        if let known = keys.updateValue(key, forKey: id), known == key { return }
        heap.append(Entry(key: key, id: id))
        rise(from: heap.count - 1)
        dropStale()
    }

    mutating func remove(_ id: ID) {
        guard keys.removeValue(forKey: id) != nil else { return }
        dropStale()
    }

    private func isStale(_ entry: Entry) -> Bool { keys[entry.id] != entry.key }

    private mutating func dropStale() {
        if heap.count > 16, heap.count > 2 * keys.count {
            // So many are stale that the rest is cheaper to put in order anew.
            heap = keys.map { Entry(key: $0.value, id: $0.key) }
            heap.sort { $0.key < $1.key }
        }
        while let top = heap.first, isStale(top) {
            let last = heap.removeLast()
            guard !heap.isEmpty else { return }
            heap[0] = last
            sink(from: 0)
        }
    }

    private mutating func rise(from index: Int) {
        var index = index
        while index > 0 {
            let parent = (index - 1) / 2
            guard heap[index].key < heap[parent].key else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func sink(from index: Int) {
        var index = index
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
                if heap[child].key < heap[least].key { least = child }
            }
            guard least != index else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
