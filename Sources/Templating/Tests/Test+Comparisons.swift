/// Tests that compare with a value.
extension Test {
    private static func relation(_ relation: Relation) -> Operation<Bool> {
        Operation(["other"], required: 1) { (value, arguments, rendering) throws(Fault) in
            try rendering.holds(relation, value, arguments[0] ?? .none)
        }
    }

    private static func remainder(by divisor: Int64, is wanted: Int64) -> Operation<Bool> {
        Operation { (value, _, rendering) throws(Fault) in
            let remainder = try rendering.apply(.remainder, value, .integer(divisor))
            return try rendering.areEqual(remainder, .integer(wanted))
        }
    }

    static let comparisons: [String: Operation<Bool>] = [
        "eq": relation(.equal), "equalto": relation(.equal), "==": relation(.equal),
        "ne": relation(.notEqual), "!=": relation(.notEqual),
        "lt": relation(.less), "lessthan": relation(.less), "<": relation(.less),
        "le": relation(.lessOrEqual), "<=": relation(.lessOrEqual),
        "gt": relation(.greater), "greaterthan": relation(.greater), ">": relation(.greater),
        "ge": relation(.greaterOrEqual), ">=": relation(.greaterOrEqual),
        "in": relation(.isIn),
        "odd": remainder(by: 2, is: 1), "even": remainder(by: 2, is: 0),
        "divisibleby": Operation(["num"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let remainder = try rendering.apply(.remainder, value, arguments[0] ?? .none)
            return try rendering.areEqual(remainder, .integer(0))
        },
        "sameas": Operation(["other"], required: 1) { (value, arguments, _) throws(Fault) in
            isSame(value, arguments[0] ?? .none)
        },
    ]

    /// Whether two values are one: lists are when a change of one is seen in the other.
    private static func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.undefined(let left), .undefined(let right)): left === right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.float(let left), .float(let right)): left == right
        case (.text(let left), .text(let right)):
            left.isSafe == right.isSafe && left.string.isSame(as: right.string)
        case (.list(let left), .list(let right)): left === right
        case (.tuple(let left), .tuple(let right)): left === right
        case (.dictionary(let left), .dictionary(let right)): left === right
        case (.object(let left), .object(let right)): left === right
        default: false
        }
    }
}
