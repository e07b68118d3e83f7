/// The values seen last, as many as are worth remembering.
struct Recent<Element: Hashable & Sendable>: Sendable {
    private var known: Set<Element> = []
    private var order = FIFO<Element>()
    private let bound: Int

    init(bound: Int) { self.bound = bound }

    func contains(_ element: Element) -> Bool { known.contains(element) }

    /// False when it is known already.
    @discardableResult
    mutating func insert(_ element: Element) -> Bool {
        guard known.insert(element).inserted else { return false }
        order.append(element)
        if order.count > bound, let oldest = order.popFirst() { known.remove(oldest) }
        return true
    }
}
