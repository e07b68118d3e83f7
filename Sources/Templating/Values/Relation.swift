/// How two values are compared.
enum Relation: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, notIn

    init?(_ sign: Sign) {
        switch sign {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        default: return nil
        }
    }
}
