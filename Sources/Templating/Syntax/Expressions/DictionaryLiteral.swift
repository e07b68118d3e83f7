/// `{a: b}`.
struct DictionaryLiteral: Expression {
    let keys: [any Expression]
    let values: [any Expression]
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let dictionary = try rendering.dictionary()
        for (key, value) in zip(keys, values) {
            let key = try rendering.value(of: key)
            let value = try rendering.value(of: value)
            rendering.place = offset
            try dictionary.set(key, value, rendering)
        }
        return .dictionary(dictionary)
    }
}
