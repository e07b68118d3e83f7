/// Goes through the items of a value, one at a time.
final class Cursor {
    private enum Source {
        case items([Value])
        /// A list may grow meanwhile.
        case list(ListObject)
        case range(RangeObject)
        case iterator(IteratorObject)
    }

    private let source: Source
    private var position = 0

    init(_ items: [Value]) { source = .items(items) }
    init(_ list: ListObject) { source = .list(list) }
    init(_ range: RangeObject) { source = .range(range) }
    init(_ iterator: IteratorObject) { source = .iterator(iterator) }

    func next() -> Value? {
        switch source {
        case .items(let items): return element(items)
        case .list(let list): return element(list.items)
        case .range(let range):
            guard position < range.length else { return nil }
            position += 1
            return .integer(range[position - 1])
        case .iterator(let iterator): return iterator.next()
        }
    }

    private func element(_ items: [Value]) -> Value? {
        guard position < items.count else { return nil }
        position += 1
        return items[position - 1]
    }
}
