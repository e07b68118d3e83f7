extension String {
    /// The text on one line, with what a terminal would act on, or would not show, as escapes.
    package var printable: String { escaped(keeping: "") }

    /// The text with its line breaks and tabs, and everything else that a terminal would act on as escapes.
    package var printableLines: String { escaped(keeping: "\n\t") }

    private func escaped(keeping kept: String) -> String {
        let isPlain = utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        if isPlain { return self }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isActedOn, !kept.unicodeScalars.contains(scalar) {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isActedOn: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }
}
