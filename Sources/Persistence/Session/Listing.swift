import Domain

/// What a list of runs or deliveries is asked for.
struct Listing {
    let columns: String
    /// The listed table, which is known by the alias.
    let table: String
    let alias: String
    /// The tables joined to it.
    let joins: String
    /// The state that most rows have, for which there is no index.
    let commonState: String

    let project: Name?
    let state: String?
    let run: UID?
    let withSkipped: Bool

    init(_ filter: RunFilter) {
        columns = RunRow.listedColumns
        table = "run"
        alias = "r"
        joins = ""
        commonState = RunState.completed.rawValue
        project = filter.project
        state = filter.state?.rawValue
        run = nil
        withSkipped = filter.withSkipped || filter.state == .skipped
    }

    init(_ filter: DeliveryFilter) {
        columns = DeliveryRow.columns
        table = "delivery"
        alias = "d"
        joins = "JOIN event e ON e.id = d.event_id LEFT JOIN run r ON r.id = e.run_id"
        commonState = DeliveryState.sent.rawValue
        project = filter.project
        state = filter.state?.rawValue
        run = filter.run
        withSkipped = true
    }

    /// The statement that reads the rows below a place, newest first.
    ///
    /// It names its index: SQLite, which does not know how rare a state is, would read the history.
    func statement(
        below place: Int64, of schedule: Int64?, for caller: Caller
    ) -> (sql: String, parameters: [Parameter]) {
        var filter = Filter("\(alias).id < ?", .integer(place))
        var index: String?
        if let project {
            filter.add("\(alias).project = ?", .name(project))
            index = "\(table)_of_project"
        }
        if !caller.isAdministrator {
            filter.add("\(alias).owner = ?", .integer(Int64(caller.uid)))
            index = "\(table)_of_owner"
        }
        if !withSkipped { filter.add("\(alias).state <> 'skipped'") }
        if let state {
            filter.add("\(alias).state = '\(state)'")
            if state != commonState {
                // Word for word the condition of the partial index.
                filter.add("\(alias).state <> '\(commonState)'")
                index = "\(table)_uncommon"
            }
        }
        if let schedule {
            filter.add("\(alias).schedule_id = ?", .integer(schedule))
            index = "\(table)_of_schedule"
        }
        if let run {
            filter.add("r.uid = ?", .uid(run))
            index = nil
        }
        let indexed = index.map { "INDEXED BY \($0)" } ?? ""
        return (
            """
            SELECT \(columns) FROM \(table) \(alias) \(indexed) \(joins)
            WHERE \(filter.sql) ORDER BY \(alias).id DESC
            """, filter.parameters
        )
    }
}

extension Session {
    /// A page of a list, newest first, of the rows whose key is below a place.
    ///
    /// A schedule that was deleted and made again is several in the store. Their rows do not overlap: what
    /// is listed of one is older than all of the next.
    func list<Value>(
        _ limit: Int, below place: Int64, schedules: [Int64]?, by caller: Caller,
        _ listing: Listing, _ read: (inout Columns) -> Value?
    ) throws(StoreError) -> [Value] {
        var values: [Value] = []
        for schedule in schedules.map({ $0.map(Optional.some) }) ?? [nil] {
            let (sql, parameters) = listing.statement(below: place, of: schedule, for: caller)
            values += try page(limit - values.count, sql, parameters) {
                columns throws(StoreError) in read(&columns)
            }
            if values.count >= limit { break }
        }
        return values
    }

    /// The keys of all schedules that bear or bore a name, newest first; nil when none is asked for.
    func schedules(_ name: Name?, _ project: Name?) throws(StoreError) -> [Int64]? {
        guard let name else { return nil }
        return try connection.all(
            "SELECT id FROM schedule WHERE project = ? AND name = ? ORDER BY id DESC",
            [.name(project ?? .defaultProject), .name(name)]
        ) { columns throws(StoreError) in columns.integer() }
    }

    /// Where the page after a run begins.
    func place(ofRun uid: UID?) throws(StoreError) -> Int64 {
        guard let uid else { return Int64.max }
        let place = try connection.first("SELECT id FROM run WHERE uid = ?", [.uid(uid)]) {
            columns throws(StoreError) in columns.integer()
        }
        guard let place else { throw .notFound(kind: "run", name: "\(uid)") }
        return place
    }

    /// Where the page after a delivery begins.
    func place(ofDelivery id: DeliveryID?) throws(StoreError) -> Int64 {
        guard let id else { return Int64.max }
        let place = try connection.first(
            """
            SELECT d.id FROM delivery d JOIN event e ON e.id = d.event_id
            WHERE e.uid = ? AND d.notification = ?
            """, [.uid(id.event), .name(id.notification)]
        ) { columns throws(StoreError) in columns.integer() }
        guard let place else { throw .notFound(kind: "delivery", name: "\(id)") }
        return place
    }
}
