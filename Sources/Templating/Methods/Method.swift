/// A method of a value.
struct Method: Sendable {
    let name: String
    let operation: Operation<Value>

    /// The method of that name, if the value has one.
    static func of(_ value: Value, named name: String) -> Method? {
        switch value {
        case .text: texts[name]
        case .list: lists[name]
        case .tuple: tuples[name]
        case .dictionary: dictionaries[name]
        case .integer, .boolean: wholeNumbers[name]
        case .float: floats[name]
        default: nil
        }
    }

    static let texts = named(textMethods.merging(caseMethods) { $1 }.merging(partMethods) { $1 })
    static let lists = named(listMethods)
    static let tuples = named(listMethods.filter { ["count", "index"].contains($0.key) })
    static let dictionaries = named(dictionaryMethods)
    static let wholeNumbers = named(wholeNumberMethods)
    static let floats = named(floatMethods)

    private static func named(_ operations: [String: Operation<Value>]) -> [String: Method] {
        Dictionary(
            uniqueKeysWithValues: operations.map { ($0, Method(name: $0, operation: $1)) })
    }
}
