/// Arithmetic with Python's results: division rounds down, a remainder has its divisor's sign.
extension Numbers {
    static let overflow = Fault.limit("whole numbers have 64 bits: the result has more")
    private static let zeroDivision = Fault.value("a division by zero")

    static func apply(
        _ sign: ArithmeticOperator, _ left: Number, _ right: Number
    ) throws(Fault) -> Value {
        if case .whole(let left) = left, case .whole(let right) = right {
            return try apply(sign, left, right)
        }
        return .float(try apply(sign, left.double, right.double))
    }

    private static func apply(
        _ sign: ArithmeticOperator, _ left: Int64, _ right: Int64
    ) throws(Fault) -> Value {
        switch sign {
        case .add: return .integer(try checked(left.addingReportingOverflow(right)))
        case .subtract: return .integer(try checked(left.subtractingReportingOverflow(right)))
        case .multiply: return .integer(try checked(left.multipliedReportingOverflow(by: right)))
        case .divide:
            guard right != 0 else { throw zeroDivision }
            return .float(Double(left) / Double(right))
        case .floorDivide: return .integer(try floorDivide(left, right).quotient)
        case .remainder: return .integer(try floorDivide(left, right).remainder)
        case .power:
            if right >= 0 { return .integer(try power(left, right)) }
            return .float(try power(Double(left), Double(right)))
        }
    }

    private static func checked(
        _ result: (partialValue: Int64, overflow: Bool)
    ) throws(Fault) -> Int64 {
        guard !result.overflow else { throw overflow }
        return result.partialValue
    }

    static func floorDivide(
        _ left: Int64, _ right: Int64
    ) throws(Fault) -> (quotient: Int64, remainder: Int64) {
        guard right != 0 else { throw zeroDivision }
        // The one division whose quotient has more than 64 bits.
        if right == -1 { return (try checked(Int64(0).subtractingReportingOverflow(left)), 0) }
        let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
        let isRoundedUp = remainder != 0 && (remainder < 0) != (right < 0)
        return isRoundedUp ? (quotient - 1, remainder + right) : (quotient, remainder)
    }

    private static func power(_ base: Int64, _ exponent: Int64) throws(Fault) -> Int64 {
        // The only bases that an exponent beyond 64 leaves within 64 bits.
        if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
        if base == -1 { return exponent % 2 == 0 ? 1 : -1 }
        guard exponent < 64 else { throw overflow }
        var result: Int64 = 1
        for _ in 0..<exponent {
            result = try checked(result.multipliedReportingOverflow(by: base))
        }
        return result
    }

    private static func apply(
        _ sign: ArithmeticOperator, _ left: Double, _ right: Double
    ) throws(Fault) -> Double {
        switch sign {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide:
            guard right != 0 else { throw zeroDivision }
            return left / right
        case .floorDivide: return try floorDivide(left, right).quotient
        case .remainder: return try floorDivide(left, right).remainder
        case .power: return try power(left, right)
        }
    }

    private static func floorDivide(
        _ left: Double, _ right: Double
    ) throws(Fault) -> (quotient: Double, remainder: Double) {
        guard right != 0 else { throw zeroDivision }
        var remainder = left.truncatingRemainder(dividingBy: right)
        var quotient = (left - remainder) / right
        if remainder != 0 {
            if (right < 0) != (remainder < 0) {
                remainder += right
                quotient -= 1
            }
        } else {
            remainder = Double(signOf: right, magnitudeOf: 0)
        }
        guard quotient != 0 else {
            return (Double(signOf: left / right, magnitudeOf: 0), remainder)
        }
        var whole = quotient.rounded(.down)
        if quotient - whole > 0.5 { whole += 1 }
        return (whole, remainder)
    }

    private static func power(_ base: Double, _ exponent: Double) throws(Fault) -> Double {
        if base == 0, exponent < 0 { throw zeroDivision }
        if base < 0, base.isFinite, exponent.isFinite, exponent != exponent.rounded() {
            throw .value("a negative number has no such power")
        }
        let result = Power.of(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite {
            throw .value("the result is too large")
        }
        return result
    }
}
