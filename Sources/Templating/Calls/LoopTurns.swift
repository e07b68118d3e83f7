/// The items that a loop goes through, of which its condition leaves some out.
final class LoopTurns {
    private let cursor: Cursor
    private let outer: Scope
    private let target: Target
    private let condition: (any Expression)?
    /// What has been taken from the cursor before its turn, from a place on.
    private var ahead: [Value] = []
    private var aheadStart = 0
    /// How many there are, where that is known without going through them.
    private var knownCount: Int?
    private var taken = 0

    init(
        _ cursor: Cursor, _ outer: Scope, _ target: Target, _ condition: (any Expression)?,
        knownCount: Int?
    ) {
        self.cursor = cursor
        self.outer = outer
        self.target = target
        self.condition = condition
        self.knownCount = knownCount
    }

    func next(_ rendering: Rendering) throws(Fault) -> Value? {
        guard let item = try peek(rendering) else { return nil }
        aheadStart += 1
        if aheadStart == ahead.count {
            ahead = []
            aheadStart = 0
        }
        taken += 1
        return item
    }

    func peek(_ rendering: Rendering) throws(Fault) -> Value? {
        if ahead.isEmpty, let item = try pull(rendering) { ahead.append(item) }
        return ahead.isEmpty ? nil : ahead[aheadStart]
    }

    func count(_ rendering: Rendering) throws(Fault) -> Int {
        if let knownCount { return knownCount }
        while let item = try pull(rendering) {
            ahead.append(item)
            try rendering.check(items: ahead.count)
        }
        let count = taken + ahead.count - aheadStart
        knownCount = count
        return count
    }

    private func pull(_ rendering: Rendering) throws(Fault) -> Value? {
        while let item = cursor.next() {
            guard let condition else { return item }
            try rendering.spend(1)
            let scope = rendering.scope
            rendering.scope = Scope(outer)
            try target.assign(item, rendering)
            let holds = try rendering.value(of: condition).isTrue
            rendering.scope = scope
            if holds { return item }
        }
        return nil
    }
}
