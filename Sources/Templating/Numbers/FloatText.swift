/// Floating-point numbers as Python writes them.
enum FloatText {
    /// As few digits as the number needs, with an exponent where it is very large or small.
    static func shortest(_ value: Double) -> String {
        if let special = special(value) { return special }
        let digits = DecimalDigits(shortest: value)
        let sign = value.sign == .minus ? "-" : ""
        if (-4..<16).contains(digits.exponent) {
            return sign
                + digits.fixed(decimals: max(1, digits.digits.count - digits.point))
        }
        return sign + digits.mantissa(decimals: digits.digits.count - 1)
            + exponent(digits.exponent)
    }

    static func special(_ value: Double) -> String? {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return nil
    }

    static func exponent(_ exponent: Int) -> String {
        let digits = String(exponent.magnitude)
        return (exponent < 0 ? "e-" : "e+") + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    /// The number without its sign, `decimals` digits behind the point.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        DecimalDigits(exact: value).rounded(decimals: decimals).fixed(decimals: decimals)
    }

    /// The number without its sign, one digit before the point and an exponent.
    static func scientific(_ value: Double, _ decimals: Int) -> String {
        let digits = DecimalDigits(exact: value).rounded(to: decimals + 1)
        return digits.mantissa(decimals: decimals) + exponent(digits.exponent)
    }

    /// The number without its sign, in whichever of the two forms suits it.
    ///
    /// - Parameters:
    ///   - keepsZeros: Whether all digits stay, also where they are zeros at the end.
    ///   - largest: The power of ten from which on there is an exponent.
    static func general(
        _ value: Double, _ precision: Int, keepsZeros: Bool = false, largest: Int? = nil
    ) -> String {
        let precision = max(precision, 1)
        let digits = DecimalDigits(exact: value).rounded(to: precision)
        let count = keepsZeros ? precision : digits.digits.count
        guard -4 <= digits.exponent, digits.exponent < largest ?? precision else {
            return digits.mantissa(decimals: count - 1) + exponent(digits.exponent)
        }
        return digits.fixed(decimals: max(0, count - digits.exponent - 1))
    }
}
