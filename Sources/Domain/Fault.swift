/// One thing wrong with what somebody wrote, and where.
package struct Fault: Hashable, Sendable {
    /// The place within the document: `notifications[0].params.url`.
    package let path: String
    /// The place within the file, where there is a file.
    package let position: Position?
    /// One sentence that says what is wrong and what to do.
    package let message: String

    package init(path: String, position: Position? = nil, message: String) {
        self.path = path
        self.position = position
        self.message = message
    }

    /// A line and column, both from 1.
    package struct Position: Hashable, Comparable, Sendable {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        package static func < (left: Position, right: Position) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }
}
