internal import Formats

/// The tests, by name: what stands behind `is`.
enum Test {
    static let table: [String: Operation<Bool>] = [kinds, comparisons, words]
        .reduce(into: [:]) { table, group in table.merge(group) { $1 } }

    static func missing(_ name: String) -> Fault {
        .syntax("there is no test \"\(name.shown)\"")
    }
}
