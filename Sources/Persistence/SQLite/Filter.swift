/// The conditions of a WHERE, with their values.
struct Filter {
    private(set) var sql: String
    private(set) var parameters: [Parameter] = []

    init(_ sql: String, _ parameters: Parameter...) {
        self.sql = sql
        self.parameters = parameters
    }

    mutating func add(_ condition: String, _ values: Parameter...) {
        sql += " AND \(condition)"
        parameters += values
    }
}
