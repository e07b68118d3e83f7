/// Which of two values comes first, where that is defined.
extension Rendering {
    func order(
        _ left: Value, _ right: Value, depth: Int = 0
    ) throws(Fault) -> Numbers.Order {
        switch (left, right) {
        case (.text(let left), .text(let right)):
            try spend(bytes: min(left.string.utf8.count, right.string.utf8.count))
            if left.string.precedes(right.string) { return .less }
            return left.string.isSame(as: right.string) ? .same : .greater
        case (.list(let left), .list(let right)):
            return try order(left.items, right.items, depth)
        case (.tuple(let left), .tuple(let right)):
            return try order(left.items, right.items, depth)
        default:
            if let order = Numbers.compare(left, right) { return order }
            if case .undefined(let undefined) = left { throw undefined.fault }
            if case .undefined(let undefined) = right { throw undefined.fault }
            throw .type("\(left.kindName) and \(right.kindName) have no order")
        }
    }

    private func order(
        _ left: [Value], _ right: [Value], _ depth: Int
    ) throws(Fault) -> Numbers.Order {
        try check(valueDepth: depth)
        for (one, other) in zip(left, right) {
            try spend(1)
            if try !areEqual(one, other, depth: depth + 1) {
                return try order(one, other, depth: depth + 1)
            }
        }
        return left.count == right.count ? .same : left.count < right.count ? .less : .greater
    }

    func holds(_ relation: Relation, _ left: Value, _ right: Value) throws(Fault) -> Bool {
        switch relation {
        case .equal: try areEqual(left, right)
        case .notEqual: try !areEqual(left, right)
        case .isIn: try contains(right, left)
        case .notIn: try !contains(right, left)
        case .less: try order(left, right) == .less
        case .greater: try order(left, right) == .greater
        case .lessOrEqual: try [.less, .same].contains(order(left, right))
        case .greaterOrEqual: try [.greater, .same].contains(order(left, right))
        }
    }

    /// Sorts by keys; what has the same key stays in its order.
    func sorted(
        _ items: [Value], by keys: [Value], descending: Bool = false
    ) throws(Fault) -> [Value] {
        var places = Array(items.indices)
        if descending { places.reverse() }
        try mergeSort(&places, keys)
        if descending { places.reverse() }
        return places.map { items[$0] }
    }

    private func mergeSort(_ places: inout [Int], _ keys: [Value]) throws(Fault) {
        var width = 1
        while width < places.count {
            var merged: [Int] = []
            merged.reserveCapacity(places.count)
            for start in stride(from: 0, to: places.count, by: 2 * width) {
                let middle = min(start + width, places.count)
                let end = min(start + 2 * width, places.count)
                var (left, right) = (start, middle)
                while left < middle, right < end {
                    try spend(1)
                    let isBefore =
                        try order(keys[places[right]], keys[places[left]]) == .less
                    merged.append(places[isBefore ? right : left])
                    if isBefore { right += 1 } else { left += 1 }
                }
                merged += places[left..<middle]
                merged += places[right..<end]
            }
            places = merged
            width *= 2
        }
    }
}
