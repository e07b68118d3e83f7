/// All names that the language has of itself, in alphabetical order.
package enum Vocabulary {
    package static var statements: [String] { Parser.tagNames }
    package static var filters: [String] { Filter.table.keys.sorted() }
    package static var tests: [String] { Test.table.keys.sorted() }
    package static var functions: [String] { Function.table.keys.sorted() }
    /// Methods of texts, lists, dictionaries and numbers.
    package static var methods: [String] {
        let tables = [
            Method.texts, Method.lists, Method.dictionaries, Method.wholeNumbers, Method.floats,
        ]
        return Set(tables.flatMap(\.keys)).sorted()
    }
}
