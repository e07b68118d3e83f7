/// How SQLite answers a statement (EXPLAIN QUERY PLAN), to hold the indexes to their purpose.
package struct QueryPlan: Hashable, Sendable {
    package let statement: String
    package let steps: [String]
}
