extension String {
    /// The text broken at blanks into lines of at most so many columns; all but the first are indented.
    package func wrapped(at width: Int, indent: Int = 0) -> String {
        let margin = "\n" + String(repeating: " ", count: indent)
        return split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
            var line = ""
            var lines: [String] = []
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, indent + line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            return (lines + [line]).joined(separator: margin)
        }.joined(separator: margin)
    }
}
