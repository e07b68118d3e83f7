/// What filters like `map` give: items that can be gone through once.
final class IteratorObject: Object, Disposable {
    private var items: [Value]
    private var position = 0
    private let name: String

    init(_ items: [Value], name: String) {
        self.items = items
        self.name = name
    }

    override var kindName: String { "what \"\(name)\" gave (make it a list with |list)" }
    override var shown: String { "<generator object \(name)>" }

    func next() -> Value? {
        guard position < items.count else { return nil }
        position += 1
        return items[position - 1]
    }

    /// All that is left.
    func rest() -> [Value] {
        defer { position = items.count }
        return Array(items[position...])
    }

    override func cursor(_ rendering: Rendering) throws(Fault) -> Cursor? { Cursor(self) }

    func dispose() {
        items = []
        position = 0
    }
}
