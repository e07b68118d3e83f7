/// What `keys()`, `values()` and `items()` give: it follows its dictionary.
final class DictionaryView: Object {
    enum Part: String {
        case keys, values, items
    }

    let dictionary: DictionaryObject
    let part: Part

    init(_ dictionary: DictionaryObject, _ part: Part) {
        self.dictionary = dictionary
        self.part = part
    }

    override var kindName: String { "the \(part.rawValue) of a dictionary" }
    override var count: Int? { dictionary.count }
    override var isHashable: Bool { part == .values }

    func values(_ rendering: Rendering) throws(Fault) -> [Value] {
        switch part {
        case .keys: return dictionary.pairs.map(\.key)
        case .values: return dictionary.pairs.map(\.value)
        case .items:
            var items: [Value] = []
            for (key, value) in dictionary.pairs {
                items.append(try rendering.tuple([key, value]))
            }
            return items
        }
    }

    override func cursor(_ rendering: Rendering) throws(Fault) -> Cursor? {
        try rendering.spend(items: dictionary.count)
        return Cursor(try values(rendering))
    }

    override func representation(_ rendering: Rendering, depth: Int) throws(Fault) -> String {
        let list = ListObject(try values(rendering))
        return "dict_\(part.rawValue)(\(try rendering.representation(.list(list), depth: depth)))"
    }
}
