import Platform

extension Session {
    /// Up to a number of values, each of a row that can be read; rows that yield nil do not count.
    func page<Value>(
        _ limit: Int, _ sql: String, _ parameters: [Parameter],
        _ read: (inout Columns) throws(StoreError) -> Value?
    ) throws(StoreError) -> [Value] {
        var values: [Value] = []
        try connection.each(sql, parameters) { columns throws(StoreError) in
            guard values.count < limit else { return false }
            if let value = try read(&columns) { values.append(value) }
            return values.count < limit
        }
        return values
    }

    /// What a row holds; nil, and a line in the log, when it cannot be understood.
    func readable<Row>(
        _ kind: String, _ columns: inout Columns,
        _ read: (inout Columns) throws(UnreadableRow) -> Row
    ) -> Row? {
        do throws(UnreadableRow) {
            return try read(&columns)
        } catch {
            log.error("a \(kind) in the store cannot be read, and is left out: \(error)")
            return nil
        }
    }
}
