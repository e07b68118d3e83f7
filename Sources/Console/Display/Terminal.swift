import Glibc

/// What an output is: a terminal of some width, or something that takes any line.
package struct Terminal: Sendable {
    /// Columns that fit; nil when nothing is to be cut.
    package let columns: Int?
    package let hasColours: Bool

    package init(columns: Int?, hasColours: Bool) {
        self.columns = columns
        self.hasColours = hasColours
    }

    package var isPresent: Bool { columns != nil }

    static func ofStandardOutput() -> Terminal { of(1) }

    package static func ofStandardError() -> Terminal { of(2) }

    /// Looks at a descriptor, and at NO_COLOR (no-color.org) and TERM.
    private static func of(_ output: CInt) -> Terminal {
        guard isatty(output) == 1 else { return Terminal(columns: nil, hasColours: false) }
        let noColour = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
        let isDumb = unsafe getenv("TERM").map { unsafe String(cString: $0) == "dumb" } ?? true
        return Terminal(columns: width(of: output), hasColours: !noColour && !isDumb)
    }

    private static func width(of output: CInt) -> Int {
        var size = winsize()
        guard unsafe ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return ConsoleLimits.columns
        }
        return Int(size.ws_col)
    }
}
