/// A place in a text: its line and column, both from 1.
package struct TextPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let line: Int
    /// Counted in Unicode scalars.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column)" }

    package static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
