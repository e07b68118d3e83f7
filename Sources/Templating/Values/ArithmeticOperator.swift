/// The operators that compute.
enum ArithmeticOperator: Sendable {
    case add, subtract, multiply, divide, floorDivide, remainder, power

    init?(_ sign: Sign) {
        switch sign {
        case .plus: self = .add
        case .minus: self = .subtract
        case .times: self = .multiply
        case .divide: self = .divide
        case .floorDivide: self = .floorDivide
        case .modulo: self = .remainder
        case .power: self = .power
        default: return nil
        }
    }

    var rank: OperatorRank {
        switch self {
        case .add, .subtract: .sum
        case .multiply, .divide, .floorDivide, .remainder: .product
        case .power: .power
        }
    }

    var sign: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .floorDivide: "//"
        case .remainder: "%"
        case .power: "**"
        }
    }
}
