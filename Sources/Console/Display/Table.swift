/// Rows under headers, aligned, and cut at the terminal's width.
package struct Table: Sendable {
    package struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        let colour: Colour?

        /// Takes a text of others' as it is, and shows it on one line without control characters.
        package init(_ text: String, _ colour: Colour? = nil) {
            self.text = text.printable
            self.colour = colour
        }

        package init(stringLiteral text: String) { self.init(text) }

        /// A state in its colour.
        package static func state(_ text: String) -> Cell { Cell(text, Colour.of(state: text)) }
    }

    private let headers: [String]
    private let minimumWidths: [Int]
    private var rows: [[Cell]] = []

    package init(_ headers: String...) { self.init(headers) }

    package init(_ headers: [String]) {
        self.headers = headers
        minimumWidths = []
    }

    /// A table without headers, whose first columns have at least these widths.
    package init(widths: [Int] = []) {
        headers = []
        minimumWidths = widths
    }

    package var isEmpty: Bool { rows.isEmpty }

    package mutating func add(_ cells: Cell...) { add(cells) }

    package mutating func add(_ cells: [Cell]) { rows.append(cells) }

    package func text(for terminal: Terminal) -> String {
        let all = headers.isEmpty ? rows : [headers.map { Cell($0, .bold) }] + rows
        var widths = minimumWidths
        for row in all {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.text.count)
            }
        }
        return all.map { line($0, widths, terminal) + "\n" }.joined()
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        var column = 0
        // Blanks are owed until something follows them, so that no line ends with any.
        var owed = 0
        for (index, cell) in cells.enumerated() {
            guard !cell.text.isEmpty else {
                owed += widths[index] + 2
                continue
            }
            let room = (terminal.columns ?? .max) - column - owed
            guard room > 0 else { break }
            let isCut = cell.text.count > room
            let shown = isCut ? cell.text.prefix(room - 1) + "…" : cell.text[...]
            line += String(repeating: " ", count: owed)
            line +=
                terminal.hasColours
                ? cell.colour?.wrapped(String(shown)) ?? String(shown) : String(shown)
            column += owed + shown.count
            owed = widths[index] - shown.count + 2
            if isCut { break }
        }
        return line
    }
}
