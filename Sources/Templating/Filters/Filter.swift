internal import Formats

/// The filters, by name.
enum Filter {
    static let table: [String: Operation<Value>] = [
        texts, layout, markup, numbers, lists, ordering, choosing, output,
    ].reduce(into: [:]) { table, group in table.merge(group) { $1 } }

    /// Filters of Jinja2 that there are not, with the reason.
    private static let refused = [
        "random": "a text must come out the same each time it is rendered"
    ]

    static func missing(_ name: String) -> Fault {
        guard let reason = refused[name] else {
            return .syntax("there is no filter \"\(name.shown)\"")
        }
        return .syntax("the filter \"\(name)\" is not available: \(reason)")
    }
}
