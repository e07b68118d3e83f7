import Formats
import Scheduling
import TestKit
import Testing

struct OccurrenceQueueTests {
    private static func items(_ count: Int, _ seed: UInt64) -> [OccurrenceQueue.Item] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            .init(
                at: Timestamp(seconds: Int64.random(in: 0..<20, using: &generator)),
                scheduleID: Int64(index), placing: 1)
        }
    }

    @Test(arguments: [0, 1, 2, 3, 10, 1000])
    func `it gives back in the order of time what was put in`(count: Int) {
        for seed in 1...20 {
            let items = Self.items(count, UInt64(seed))
            var queue = OccurrenceQueue()
            for item in items { queue.insert(item) }
            #expect(queue.count == count && queue.first?.at == items.map(\.at).min())
            var taken: [OccurrenceQueue.Item] = []
            while let item = queue.removeFirst() { taken.append(item) }
            #expect(taken.map(\.at) == items.map(\.at).sorted())
            #expect(Set(taken) == Set(items))
        }
    }

    @Test func `putting in and taking out may be mixed`() {
        var generator = SeededGenerator(seed: 7)
        var queue = OccurrenceQueue()
        var model: [Timestamp] = []
        for number in 0..<5000 as Range<Int64> {
            if Bool.random(using: &generator) || model.isEmpty {
                let at = Timestamp(seconds: Int64.random(in: 0..<1000, using: &generator))
                queue.insert(.init(at: at, scheduleID: number, placing: 1))
                model.append(at)
                model.sort()
            } else {
                #expect(queue.removeFirst()?.at == model.removeFirst())
            }
            #expect(queue.first?.at == model.first)
        }
    }

    @Test func `what is taken out of the middle leaves the order`() {
        for seed in 1...20 as ClosedRange<UInt64> {
            let items = Self.items(200, seed)
            var queue = OccurrenceQueue()
            for item in items { queue.insert(item) }
            queue.removeAll { $0.scheduleID % 3 == 0 }
            var taken: [OccurrenceQueue.Item] = []
            while let item = queue.removeFirst() { taken.append(item) }
            let left = items.filter { $0.scheduleID % 3 != 0 }
            #expect(taken.map(\.at) == left.map(\.at).sorted() && Set(taken) == Set(left))
        }
    }
}
