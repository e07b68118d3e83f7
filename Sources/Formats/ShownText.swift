extension String {
    /// The beginning of a text that somebody else wrote, safe within an error message.
    package var shown: String {
        let scalars = unicodeScalars.prefix(Self.shownScalars + 1)
        let text = scalars.prefix(Self.shownScalars).map { scalar in
            scalar.properties.generalCategory.isUnseen || scalar == "\"" || scalar == "\\"
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.joined() + (scalars.count > Self.shownScalars ? "…" : "")
    }

    private static let shownScalars = 60
}

extension Unicode.GeneralCategory {
    fileprivate var isUnseen: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
