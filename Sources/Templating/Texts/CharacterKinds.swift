/// What Python's texts say of the characters in them.
enum CharacterKinds {
    static func isDecimal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.numericType {
        case .decimal?, .digit?: true
        default: false
        }
    }

    private static func isTitle(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .titlecaseLetter
    }

    /// Whether there are letters with a case, and all of them are in upper case.
    static func isUpper(_ text: String) -> Bool {
        var found = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isLowercase || isTitle(scalar) { return false }
            found = found || scalar.properties.isUppercase
        }
        return found
    }

    static func isLower(_ text: String) -> Bool {
        var found = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isUppercase || isTitle(scalar) { return false }
            found = found || scalar.properties.isLowercase
        }
        return found
    }

    /// Whether upper case stands only at the beginnings of words, and there all along.
    static func isTitle(_ text: String) -> Bool {
        var found = false
        var followsLetter = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isUppercase || isTitle(scalar) {
                if followsLetter { return false }
                followsLetter = true
                found = true
            } else if scalar.properties.isLowercase {
                if !followsLetter { return false }
                found = true
            } else {
                followsLetter = false
            }
        }
        return found
    }
}
