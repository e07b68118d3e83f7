/// Sizes, looked at before anything of that size is made.
extension Rendering {
    func check(items count: Int) throws(Fault) {
        guard count <= limits.items else {
            throw .limit("a list has at most \(limits.items) items")
        }
    }

    func check(bytes count: Int) throws(Fault) {
        guard count <= limits.textBytes else {
            throw .limit("a text has at most \(limits.textBytes) bytes")
        }
        try spend(bytes: count)
    }

    func check(valueDepth depth: Int) throws(Fault) {
        guard depth <= limits.valueDepth, self.depth + depth <= limits.depth else {
            throw .limit("more than \(limits.valueDepth) lists are within each other")
        }
    }

    /// The product of two sizes, however large.
    func product(_ left: Int, _ right: Int) -> Int {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? .max : product
    }

    // MARK: Making values

    func list(_ items: [Value]) throws(Fault) -> Value { .list(try listObject(items)) }

    func listObject(_ items: [Value]) throws(Fault) -> ListObject {
        try check(items: items.count)
        try spend(items: items.count)
        let list = ListObject(items)
        try keep(list)
        return list
    }

    func tuple(_ items: [Value], names: [String] = []) throws(Fault) -> Value {
        try check(items: items.count)
        try spend(items: items.count)
        let tuple = TupleObject(items, names: names)
        try keep(tuple)
        return .tuple(tuple)
    }

    func dictionary() throws(Fault) -> DictionaryObject {
        let dictionary = DictionaryObject()
        try keep(dictionary)
        return dictionary
    }

    func iterator(_ items: [Value], _ name: String) throws(Fault) -> Value {
        try check(items: items.count)
        try spend(items: items.count)
        let iterator = IteratorObject(items, name: name)
        try keep(iterator)
        return .object(iterator)
    }

    /// A text that has just been made, whose size is counted.
    func text(_ string: String, isSafe: Bool = false) throws(Fault) -> Value {
        try check(bytes: string.utf8.count)
        return .text(Text(string, isSafe: isSafe))
    }

    func texts(_ strings: [String], isSafe: Bool) throws(Fault) -> Value {
        var items: [Value] = []
        items.reserveCapacity(strings.count)
        for string in strings { items.append(try text(string, isSafe: isSafe)) }
        return try list(items)
    }
}
