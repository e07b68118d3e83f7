/// A list, which everyone who has it shares.
final class ListObject: Disposable {
    var items: [Value]

    init(_ items: [Value]) { self.items = items }

    func dispose() { items = [] }
}
