/// Several values in a row that do not change.
final class TupleObject: Disposable {
    private(set) var items: [Value]
    /// The names by which some can be asked for.
    let names: [String]

    init(_ items: [Value], names: [String] = []) {
        self.items = items
        self.names = names
    }

    func named(_ name: String) -> Value? {
        names.firstIndex(of: name).map { items[$0] }
    }

    func dispose() { items = [] }
}
