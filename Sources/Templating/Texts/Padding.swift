/// Filling texts up to a width.
extension Rendering {
    enum Side {
        case left, right, center
    }

    /// The text with filling on the sides that are named.
    func padded(
        _ text: Text, to width: Int64, _ fill: String = " ", at side: Side
    ) throws(Fault) -> Value {
        try spend(bytes: text.string.utf8.count)
        let length = text.length
        let missing = Int(clamping: width.subtractingReportingOverflow(Int64(length)).partialValue)
        guard width > Int64(length) else { return .text(text) }
        try check(bytes: product(missing, fill.utf8.count))
        // Where Python's `center` puts the odd blank.
        let left = missing / 2 + (missing & Int(clamping: width) & 1)
        let before =
            switch side {
            case .left: missing
            case .right: 0
            case .center: left
            }
        return try self.text(
            String(repeating: fill, count: before) + text.string
                + String(repeating: fill, count: missing - before),
            isSafe: text.isSafe)
    }
}
