extension Unicode.Scalar {
    /// What Python's texts take for a blank.
    var isBlank: Bool {
        if value < 0x80 {
            return value == 0x20 || (0x09...0x0D).contains(value) || (0x1C...0x1F).contains(value)
        }
        return properties.isWhitespace
    }

    /// What ends a line for `splitlines`; `\r\n` ends one line.
    var endsLine: Bool {
        switch value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    var beginsName: Bool {
        if value < 0x80 { return self == "_" || properties.isAlphabetic }
        return properties.isXIDStart
    }

    var continuesName: Bool {
        if value < 0x80 {
            return self == "_" || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
                || ("0"..."9").contains(self)
        }
        return properties.isXIDContinue
    }

    /// A letter, digit or underscore, as `\w` has it.
    var isWordPart: Bool { self == "_" || isLetter || properties.numericType != nil }

    var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }
}
