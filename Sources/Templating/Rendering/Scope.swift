/// The names of one block, and the block around it.
final class Scope: Disposable {
    private var names: [String] = []
    private var values: [Value] = []
    /// Where the names are, once there are so many that looking at each would take long.
    private var index: [String: Int]?
    private(set) var outer: Scope?

    private static let searchedNames = 8

    init(_ outer: Scope?) { self.outer = outer }

    private func position(of name: String) -> Int? {
        if let index { return index[name] }
        return names.firstIndex(of: name)
    }

    func set(_ name: String, _ value: Value) {
        if let position = position(of: name) {
            values[position] = value
            return
        }
        index?[name] = names.count
        names.append(name)
        values.append(value)
        if index == nil, names.count > Self.searchedNames {
            index = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        }
    }

    func lookUp(_ name: String) -> Value? {
        var scope: Scope? = self
        while let current = scope {
            if let position = current.position(of: name) { return current.values[position] }
            scope = current.outer
        }
        return nil
    }

    func dispose() {
        names = []
        values = []
        index = nil
        outer = nil
    }
}
