/// Powers of floating-point numbers, without a library of the system's.
///
/// Computed with twice the digits of the result, so that it is the nearest number but for ties that
/// are closer than one in 2^90.
enum Power {
    static func of(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        if base.isNaN || exponent.isNaN { return .nan }
        let isOdd = exponent.truncatingRemainder(dividingBy: 2).magnitude == 1
        let sign: Double = base.sign == .minus && isOdd ? -1 : 1
        let magnitude = base.magnitude
        if exponent.isInfinite {
            if magnitude == 1 { return 1 }
            return (magnitude > 1) == (exponent > 0) ? .infinity : 0
        }
        if magnitude == 0 || magnitude.isInfinite {
            return (magnitude == 0) == (exponent > 0) ? sign * 0 : sign * .infinity
        }
        return sign * exponential(logarithm(magnitude) * exponent)
    }

    /// The natural logarithm of a positive number.
    private static func logarithm(_ value: Double) -> Pair {
        var exponent = value.exponent
        var significand = value.significand
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        // ln m = 2 artanh((m - 1) / (m + 1)), whose series converges quickly between √½ and √2.
        let ratio = Pair(significand - 1) / Pair.sum(significand, 1)
        let square = ratio * ratio
        var sum = Pair(0)
        for divisor in stride(from: 47.0, through: 1, by: -2) {
            sum = sum * square + Pair(1) / Pair(divisor)
        }
        return Pair.logarithmOfTwo * Double(exponent) + ratio * sum * 2
    }

    private static func exponential(_ value: Pair) -> Double {
        if value.high > 710 { return .infinity }
        if value.high < -746 { return 0 }
        let twos = (value.high / Pair.logarithmOfTwo.high).rounded()
        let rest = (value + Pair.logarithmOfTwo * -twos) * (1.0 / 256)
        // Horner's scheme for Taylor's series of a number below 0.0014.
        var sum = Pair(1)
        for divisor in stride(from: 12.0, through: 1, by: -1) {
            sum = sum * rest / Pair(divisor) + Pair(1)
        }
        for _ in 0..<8 { sum = sum * sum }
        let exponent = Int(twos)
        // In two factors, because the first alone could be beyond the range.
        let half = exponent / 2
        return (sum.high + sum.low) * Double(sign: .plus, exponent: half, significand: 1)
            * Double(sign: .plus, exponent: exponent - half, significand: 1)
    }
}

/// A number as the sum of two, the second too small to change the first.
private struct Pair {
    let high: Double
    let low: Double

    static let logarithmOfTwo = Pair(high: 0.6931471805599453, low: 2.3190468138462996e-17)

    init(_ value: Double) {
        high = value
        low = 0
    }

    init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    static func sum(_ left: Double, _ right: Double) -> Pair {
        let sum = left + right
        let part = sum - left
        return Pair(high: sum, low: (left - (sum - part)) + (right - part))
    }

    static func + (left: Pair, right: Pair) -> Pair {
        let sum = Pair.sum(left.high, right.high)
        return Pair.sum(sum.high, sum.low + left.low + right.low)
    }

    static func * (left: Pair, right: Pair) -> Pair {
        let product = left.high * right.high
        let error = (-product).addingProduct(left.high, right.high)
        return Pair.sum(product, error + left.high * right.low + left.low * right.high)
    }

    static func * (left: Pair, right: Double) -> Pair { left * Pair(right) }

    static func / (left: Pair, right: Pair) -> Pair {
        let first = left.high / right.high
        let rest = left + right * -first
        let second = rest.high / right.high
        let third = (rest + right * -second).high / right.high
        return Pair.sum(first, second) + Pair(third)
    }
}
