/// A queue: first in, first out, each in constant time.
struct FIFO<Element> {
    private var elements: [Element?] = []
    private var head = 0

    init() {}

    var count: Int { elements.count - head }
    var isEmpty: Bool { head == elements.count }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let element = elements[head]
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: head <= Self.compactAt)
            head = 0
        } else if head >= Self.compactAt, head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }

    var first: Element? { head < elements.count ? elements[head] : nil }

    /// Takes elements for which a condition holds, at most so many and out of so many of the first ones.
    mutating func take(
        _ count: Int, outOf scanned: Int, where holds: (Element) -> Bool
    ) -> [Element] {
        let end = min(head + scanned, elements.count)
        var taken: [Element] = []
        var kept: [Element?] = []
        for index in head..<end {
            guard let element = elements[index] else { continue }
            if taken.count < count, holds(element) {
                taken.append(element)
            } else {
                kept.append(element)
            }
        }
        guard !taken.isEmpty else { return [] }
        let start = end - kept.count
        elements.replaceSubrange(start..<end, with: kept)
        for index in head..<start { elements[index] = nil }
        head = start
        return taken
    }

    mutating func removeAll() -> [Element] {
        defer {
            elements = []
            head = 0
        }
        return elements[head...].compactMap(\.self)
    }

    /// Taken elements that may stand before the first one; then the rest moves up.
    private static var compactAt: Int { 64 }
}

extension FIFO: Sendable where Element: Sendable {}
